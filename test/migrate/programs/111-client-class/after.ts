import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

interface PutOptions { ttl?: number }
export class KvClient {
  private readonly root: string;
  constructor(private readonly token: string, namespaceId: string) {
    this.root = `https://api.telnyx.com/v2/storage/kvs/${namespaceId}/keys`;
  }
  private async request(method: string, key: string, body?: string): Promise<Response> {
    return fetch(`${this.root}/${encodeURIComponent(key)}`, { method, body, headers: { Authorization: `Bearer ${this.token}` } })
      .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  }
  async get<T>(key: string): Promise<T | undefined> {
    const res = await this.request("GET", key);
    if (res.status === 404) return undefined;
    return ((await res.json()) as { value: T }).value;
  }
  async set<T>(key: string, value: T, options: PutOptions = {}): Promise<void> {
    const res = await this.request("PUT", key, encodeEnvelope(value, { ttlSeconds: options.ttl }));
    if (!res.ok) throw new Error(`set failed: ${res.status}`);
  }
  async remove(key: string): Promise<void> {
    await this.request("DELETE", key);
  }
}
const client = new KvClient(process.env.TELNYX_API_KEY!, process.env.KV_NAMESPACE_ID!);
export const save = (key: string, value: unknown, ttl?: number) => client.set(key, value, { ttl });
export const load = (key: string) => client.get(key);
