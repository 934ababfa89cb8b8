import { unwrapResponse } from "@kv-envelope/runtime";

const root = `https://api.telnyx.com/v2/storage/kvs/${process.env["KV_NAMESPACE_ID"]}/keys`;
const headers = { Authorization: `Bearer ${process.env["TELNYX_API_KEY"]}` };

export async function kvPut(key: string, body: string): Promise<void> {
  const response = await fetch(`${root}/${key}`, { method: "PUT", headers, body });
  if (!response.ok) throw new Error(`KV put answered with ${response.status}`);
}

const underway = new Map<string, Promise<string | null>>();

async function load(key: string): Promise<string | null> {
  const response = await fetch(`${root}/${key}`, { headers })
    .then((storedResponse) => unwrapResponse(storedResponse, { as: "payload", legacy: true }));
  return response.status === 404 ? null : response.text();
}

/** Calls for the same key at the same time share one request. */
export function kvGet(key: string): Promise<string | null> {
  const shared = underway.get(key);
  if (shared !== undefined) return shared;
  const loading = load(key).finally(() => underway.delete(key));
  underway.set(key, loading);
  return loading;
}
