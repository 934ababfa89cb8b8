import { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";
import * as kv from "./kv";
import { kvGet, kvPut } from "./kv";

export const write = async (key: string, note: string): Promise<string> => {
  await kvPut(key, encodeEnvelope(note, { ttlSeconds: 30 }));
  return (await kv.kvGet(key).then((raw) => unwrapText(raw, { legacy: true }))) ?? "";
};

export async function read(key: string): Promise<string> {
  const raw = await kvGet(key)
    .then((storedRaw) => unwrapText(storedRaw, {
      as: "payload",
      legacy: true,
      missing: undefined,
    }));
  if (raw === undefined) return "(none)";
  const entry: { value: string } = JSON.parse(raw);
  return entry.value;
}
