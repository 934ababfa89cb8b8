// The KV binding's types as the service's reference documents them (the package is not on npm here).
export interface KvPutOptions {
  expirationTtl?: number;
  /** @deprecated ignored */
  metadata?: unknown;
}

export interface KvNamespace {
  get(key: string, options?: { type?: "text" }): Promise<string | null>;
  get<T>(key: string, options: { type: "json" }): Promise<T | null>;
  put(key: string, value: string, options?: KvPutOptions): Promise<void>;
  delete(key: string): Promise<void>;
}

export const env: Record<"CODES" | "RATES" | "SESSIONS", KvNamespace>;
