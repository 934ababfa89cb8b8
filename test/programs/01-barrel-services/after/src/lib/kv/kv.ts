import { unwrapResponse } from "@kv-envelope/runtime";
import { config } from "../config";

const keyUrl = (key: string) =>
  `https://api.telnyx.com/v2/storage/kvs/${config.kvNamespaceId}/keys/${encodeURIComponent(key)}`;

const headers = () => ({ Authorization: `Bearer ${config.telnyxApiKey}` });

export async function kvPut(key: string, value: string): Promise<void> {
  const response = await fetch(keyUrl(key), {
    method: "PUT",
    headers: headers(),
    body: value,
  });
  if (!response.ok) {
    throw new Error(`KV put of ${key} failed with ${response.status}`);
  }
}

export async function kvGet(key: string): Promise<string | null> {
  const response = await fetch(keyUrl(key), { headers: headers() })
    .then((storedResponse) => unwrapResponse(storedResponse, {
      as: "payload",
      legacy: true,
      onExpired: () => kvDelete(key),
    }));
  if (response.status === 404) return null;
  if (!response.ok) {
    throw new Error(`KV get of ${key} failed with ${response.status}`);
  }
  return response.text();
}

export async function kvDelete(key: string): Promise<void> {
  await fetch(keyUrl(key), { method: "DELETE", headers: headers() });
}
