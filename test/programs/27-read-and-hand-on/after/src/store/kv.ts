import { unwrapResponse } from "@kv-envelope/runtime";
import { err, ok, type Result } from "../lib/result.js";

const root = `https://api.telnyx.com/v2/storage/kvs/${process.env["KV_NAMESPACE_ID"]}/keys`;
const headers = { Authorization: `Bearer ${process.env["TELNYX_API_KEY"]}` };

export async function kvPut(key: string, body: string): Promise<void> {
  const response = await fetch(`${root}/${key}`, { method: "PUT", headers, body });
  if (!response.ok) throw new Error(`KV put answered with ${response.status}`);
}

/** The stored text, or why there is none. */
export async function kvFind(key: string): Promise<Result<string>> {
  const response = await fetch(`${root}/${key}`, { headers })
    .then((storedResponse) => unwrapResponse(storedResponse, { as: "payload", legacy: true }));
  if (response.status === 404) return err(`nothing under ${key}`);
  if (!response.ok) return err(`KV get answered with ${response.status}`);
  return ok(await response.text());
}

export async function kvGet(key: string): Promise<string | null> {
  const found = await kvFind(key);
  return found.ok ? found.item : null;
}
