import { encodeEnvelope } from "@kv-envelope/runtime";
import { container } from "../di/container.js";
import { KvClient } from "../kv/client.js";

container.registerSingleton(KvClient);

const kv = container.resolve(KvClient);

export const print = (visitor: string, host: string): Promise<void> =>
  kv.put(`pass/${visitor}`, encodeEnvelope(host, { ttlSeconds: 8 * 3600 }));

export async function hostOf(visitor: string): Promise<string | null> {
  const text = await kv.get(`pass/${visitor}`);
  return text === null ? null : (JSON.parse(text) as { value: string }).value;
}
