import { telnyx } from "@config";
import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";
import type { Entry } from "./types";

const at = (key: string) =>
  new URL(`/v2/storage/kvs/${telnyx.namespaceId}/keys/${encodeURIComponent(key)}`, "https://api.telnyx.com");

const auth = { Authorization: `Bearer ${telnyx.apiKey}` };

export async function put<T>(key: string, entry: Entry<T>): Promise<void> {
  const res = await fetch(at(key), { method: "PUT", headers: auth, body: encodeEnvelope(entry.value, {
    ttlSeconds: entry.expiration_ttl,
    metadata: entry.metadata,
  }) });
  if (!res.ok) throw new Error(`could not store ${key} (${res.status})`);
}

export async function get<T>(key: string): Promise<Entry<T> | undefined> {
  const res = await fetch(at(key), { headers: auth })
    .then((response) => unwrapResponse(response, {
      as: "payload",
      legacy: true,
      onExpired: () => remove(key),
    }));
  return res.ok ? ((await res.json()) as Entry<T>) : undefined;
}

export async function remove(key: string): Promise<void> {
  await fetch(at(key), { method: "DELETE", headers: auth });
}
