// The binding's types as projects write them by hand, the options taken over from another vendor's KV. Telnyx KV
// itself has no `expiration` and ignores `metadata`: this declaration lies, and the compiler believes it.
declare module "@telnyx/edge-runtime" {
  export interface KvPutOptions {
    expirationTtl?: number;
    expiration?: number;
    metadata?: unknown;
  }

  export interface KvNamespace {
    get(key: string): Promise<string | null>;
    put(key: string, value: string, options?: KvPutOptions): Promise<void>;
    delete(key: string): Promise<void>;
  }

  export const env: {
    readonly CODES: KvNamespace;
  };
}
