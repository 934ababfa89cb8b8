import { kvGet, kvPut } from "./kv";

export async function savePreferences(user: string, theme: string): Promise<void> {
  await kvPut(`prefs/${user}`, JSON.stringify({ value: { theme }, expiration_ttl: 86400 }));
}

export async function theme(user: string): Promise<string> {
  const raw = await kvGet(`prefs/${user}`);
  return raw ? JSON.parse(raw).value.theme : "light";
}
