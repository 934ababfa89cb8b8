import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

type Method = "GET" | "PUT" | "DELETE";

export interface StoreOptions {
  namespaceId: string;
  apiKey: string;
  prefix: string;
}

export interface Payload<T> {
  value: T;
  expiration_ttl?: number;
  expiration?: number;
  metadata?: unknown;
}

/**
 * What every store has in common. `T` is what a store keeps.
 */
export abstract class TelnyxStore<T> {
  readonly #options: StoreOptions;

  protected constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** How a store names what it keeps. */
  protected abstract keyOf(id: string): string;

  async #request(method: Method, key: string, body?: string): Promise<Response> {
    const { namespaceId, apiKey, prefix } = this.#options;
    const path = encodeURIComponent(`${prefix}/${key}`);
    return fetch(`https://api.telnyx.com/v2/storage/kvs/${namespaceId}/keys/${path}`, {
      method,
      headers: { Authorization: `Bearer ${apiKey}` },
      ...(body === undefined ? {} : { body }),
    }).then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  }

  protected async write(id: string, payload: Payload<T>): Promise<void> {
    const response = await this.#request("PUT", this.keyOf(id), encodeEnvelope(payload.value, {
      ttlSeconds: payload.expiration_ttl,
      expiresAtMs: payload.expiration_ttl == null ? (payload.expiration == null ? undefined : payload.expiration * 1000) : undefined,
      metadata: payload.metadata,
    }));
    if (!response.ok) throw new Error(`${this.constructor.name}: put of ${id} failed (${response.status})`);
  }

  protected async read(id: string): Promise<Payload<T> | undefined> {
    const response = await this.#request("GET", this.keyOf(id));
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`${this.constructor.name}: get of ${id} failed (${response.status})`);
    return (await response.json()) as Payload<T>;
  }

  async remove(id: string): Promise<void> {
    await this.#request("DELETE", this.keyOf(id));
  }

  async has(id: string): Promise<boolean> {
    return (await this.read(id)) !== undefined;
  }
}
