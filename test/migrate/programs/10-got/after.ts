import got, { HTTPError } from "got";
import { toEnvelope, unwrapOrThrow } from "@kv-envelope/runtime";

const api = got.extend({
  prefixUrl: "https://api.telnyx.com/v2",
  headers: { authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
});
const path = (key: string) => `storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;

export async function lock(name: string, owner: string): Promise<void> {
  await api.put(path(`lock-${name}`), { json: toEnvelope(owner, { ttlSeconds: 20 }) });
}

export async function holder(name: string): Promise<string | null> {
  try {
    const body = await api.get(path(`lock-${name}`)).json<{ value: string }>()
      .then((data) => unwrapOrThrow(data, {
        as: "payload",
        legacy: true,
        client: "got",
        errorClass: HTTPError,
      }));
    return body.value;
  } catch (error) {
    if (error instanceof HTTPError && error.response.statusCode === 404) return null;
    throw error;
  }
}
