/** What the services need of a store. Which one it is, is decided in composition-root.ts. */
export interface KeyValueStore {
  put(key: string, body: string): Promise<void>;
  /** The stored text, or null if there is none. */
  get(key: string): Promise<string | null>;
  delete(key: string): Promise<void>;
}
