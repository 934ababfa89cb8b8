import { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";
import { kvGet, kvPut } from "./kv";

export async function savePreferences(user: string, theme: string): Promise<void> {
  await kvPut(`prefs/${user}`, encodeEnvelope({ theme }, { ttlSeconds: 86400 }));
}

export async function theme(user: string): Promise<string> {
  const raw = await kvGet(`prefs/${user}`)
    .then((storedRaw) => unwrapText(storedRaw, { as: "payload", legacy: true }));
  return raw ? JSON.parse(raw).value.theme : "light";
}
