import { env, type KvNamespace } from "@telnyx/edge-runtime";
export class Sessions {
  constructor(private readonly kv: KvNamespace) {}
  private write(key: string, payload: object) { return this.kv.put(key, JSON.stringify(payload)); }
  async save(id: string, user: unknown, ttlSeconds: number) { await this.write(`s/${id}`, { value: user, expiration_ttl: ttlSeconds }); }
  async load(id: string): Promise<unknown> { const raw = await this.kv.get(`s/${id}`); return raw ? JSON.parse(raw).value : null; }
}
const sessions = new Sessions(env.CODES);
export const save = (id: string, value: unknown, ttl: number) => sessions.save(id, value, ttl);
export const load = (id: string) => sessions.load(id);
