import * as kv from "./kv";
import { kvGet, kvPut } from "./kv";

export const write = async (key: string, note: string): Promise<string> => {
  await kvPut(key, JSON.stringify({ value: note, expiration_ttl: 30 }));
  return (await kv.kvGet(key)) ?? "";
};

export async function read(key: string): Promise<string> {
  const raw = await kvGet(key);
  if (raw === undefined) return "(none)";
  const entry: { value: string } = JSON.parse(raw);
  return entry.value;
}
