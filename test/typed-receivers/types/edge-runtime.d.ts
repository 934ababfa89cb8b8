// The runtime's types as the service's reference documents them (the package is not on npm here).
export interface KvNamespace {
  get(key: string, options?: { type?: "text" }): Promise<string | null>;
  get<T>(key: string, options: { type: "json" }): Promise<T | null>;
  put(key: string, value: string, options?: { expirationTtl?: number; metadata?: unknown }): Promise<void>;
  delete(key: string): Promise<void>;
}
export interface CloudStorageBucket {
  get(key: string): Promise<{ text(): Promise<string> } | null>;
  put(key: string, value: string, options?: { metadata?: Record<string, unknown> }): Promise<void>;
}
export interface ActorNamespace {
  get(name: string): unknown;
}
/** What the manifest binds is added here, by `telnyx-edge types` or by hand. */
export interface Env {
  readonly SECRETS: { get(binding: string): Promise<string> };
}
export const env: Env;
export class StatefulActor<E = Env> {
  protected readonly env: E;
}
export class Agent<E = Env> extends StatefulActor<E> {}
