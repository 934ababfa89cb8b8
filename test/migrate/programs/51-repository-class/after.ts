import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

abstract class Repository<T> {
  protected abstract readonly prefix: string;
  static readonly ttlSeconds: number = 120;

  async save(id: string, item: T): Promise<void> {
    await this.#send(id, "PUT", encodeEnvelope(item, { ttlSeconds: Repository.ttlSeconds, metadata: { type: this.prefix } }));
  }

  async find(id: string): Promise<T | null> {
    const res = await this.#send(id, "GET");
    if (res.status === 404) return null;
    return ((await res.json()) as { value: T }).value;
  }

  async remove(id: string): Promise<boolean> {
    return (await this.#send(id, "DELETE")).ok;
  }

  #send(id: string, method: "GET" | "PUT" | "DELETE", body?: string) {
    return fetch(url(`${this.prefix}/${id}`), { method, headers, ...(body === undefined ? {} : { body }) })
      .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  }
}

export class Users extends Repository<{ name: string }> {
  protected readonly prefix = "users";
}
