import { env, type KvNamespace } from "@telnyx/edge-runtime";
import { toEnvelope, unwrapText } from "@kv-envelope/runtime";
export class Sessions {
  constructor(private readonly kv: KvNamespace) {}
  private write(key: string, payload: object) { return this.kv.put(key, JSON.stringify(payload)); }
  async save(id: string, user: unknown, ttlSeconds: number) { await this.write(`s/${id}`, toEnvelope(user, { ttlSeconds })); }
  async load(id: string): Promise<unknown> { const raw = await this.kv.get(`s/${id}`).then((storedRaw) => unwrapText(storedRaw, { as: "payload", legacy: true })); return raw ? JSON.parse(raw).value : null; }
}
const sessions = new Sessions(env.CODES);
export const save = (id: string, value: unknown, ttl: number) => sessions.save(id, value, ttl);
export const load = (id: string) => sessions.load(id);
