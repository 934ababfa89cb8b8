// The KV binding's types as the service's reference documents them (the package is not on npm here).
export interface KvPutOptions {
  expirationTtl?: number;
  /** @deprecated ignored */
  metadata?: unknown;
}

export interface KvListOptions {
  prefix?: string;
  limit?: number;
  cursor?: string;
}

export interface KvKeyInfo {
  name: string;
  sizeBytes?: number;
  updatedAt?: Date;
}

export interface KvListResult {
  keys: KvKeyInfo[];
  list_complete: boolean;
  cursor?: string;
}

export interface KvNamespace {
  get(key: string, options?: { type?: "text" }): Promise<string | null>;
  get<T>(key: string, options: { type: "json" }): Promise<T | null>;
  put(key: string, value: string, options?: KvPutOptions): Promise<void>;
  delete(key: string): Promise<void>;
  list(options?: KvListOptions): Promise<KvListResult>;
}

/** What the manifest binds: every name is a namespace here. */
export const env: Record<string, KvNamespace>;

/** The base of actors and agents. */
export class StatefulActor {
  readonly env: Record<string, KvNamespace>;
}
export class Agent extends StatefulActor {}
