export class SessionStore {
  private readonly base: string;
  private readonly token: string;

  constructor(namespaceId: string, token: string) {
    this.base = `https://api.telnyx.com/v2/storage/kvs/${namespaceId}/keys/`;
    this.token = token;
  }

  private request(key: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.base + encodeURIComponent(key), {
      ...init,
      headers: { authorization: `Bearer ${this.token}` },
    });
  }

  async put<T>(key: string, value: T, ttlSeconds?: number): Promise<void> {
    const res = await this.request(key, {
      method: "PUT",
      body: JSON.stringify({ value, ...(ttlSeconds ? { expiration_ttl: ttlSeconds } : {}) }),
    });
    if (!res.ok) throw new Error(await res.text());
  }

  async get<T>(key: string): Promise<T | undefined> {
    const res = await this.request(key);
    if (res.status === 404) return undefined;
    const { value } = (await res.json()) as { value: T };
    return value;
  }

  async delete(key: string): Promise<void> {
    await this.request(key, { method: "DELETE" });
  }
}

const store = new SessionStore(process.env.KV_NAMESPACE_ID ?? "", process.env.TELNYX_API_KEY ?? "");

export const login = (id: string, user: { name: string }) => store.put(id, user, 120);
export const stay = (id: string, user: { name: string }) => store.put(id, user, 0);
export const current = (id: string) => store.get<{ name: string }>(id);
