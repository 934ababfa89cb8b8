import { env } from "@telnyx/edge-runtime";
import { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";

class Sessions {
  private kv!: typeof env.CODES;
  async onModuleInit() { this.kv = env.CODES; }
  save(id: string, text: string, ttlSeconds: number) { return this.kv.put(`s/${id}`, encodeEnvelope(text, { ttlSeconds, metadata: { id } })); }
  load(id: string): Promise<string | null> { return this.kv.get(`s/${id}`).then(unwrapText); }
}
class Static {
  static #kv: typeof env.CODES;
  static { this.#kv = env.CODES; }
  static pin(id: string, text: string) { return this.#kv.put(`p/${id}`, encodeEnvelope(text, { metadata: { pinned: true } })); }
  static pinned(id: string): Promise<string | null> { return this.#kv.get(`p/${id}`).then(unwrapText); }
}
const sessions = new Sessions();
const ready = sessions.onModuleInit();
export const save = async (id: string, text: string, ttl: number) => { await ready; await sessions.save(id, text, ttl); };
export const load = async (id: string) => { await ready; return sessions.load(id); };
export const pin = async (id: string, text: string) => { await Static.pin(id, text); };
export const pinned = (id: string) => Static.pinned(id);
