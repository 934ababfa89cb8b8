import { telnyx } from "@config";
import type { Entry } from "./types";

const at = (key: string) =>
  new URL(`/v2/storage/kvs/${telnyx.namespaceId}/keys/${encodeURIComponent(key)}`, "https://api.telnyx.com");

const auth = { Authorization: `Bearer ${telnyx.apiKey}` };

export async function put<T>(key: string, entry: Entry<T>): Promise<void> {
  const res = await fetch(at(key), { method: "PUT", headers: auth, body: JSON.stringify(entry) });
  if (!res.ok) throw new Error(`could not store ${key} (${res.status})`);
}

export async function get<T>(key: string): Promise<Entry<T> | undefined> {
  const res = await fetch(at(key), { headers: auth });
  return res.ok ? ((await res.json()) as Entry<T>) : undefined;
}

export async function remove(key: string): Promise<void> {
  await fetch(at(key), { method: "DELETE", headers: auth });
}
