import { kvGet } from "../lib";

/** What KV holds under a key, still as the text that was written. */
export const readRaw = (key: string): Promise<string | null> => kvGet(key);

/** The payload's value, or null if there is none. */
export async function readValue<T>(key: string): Promise<T | null> {
  const raw = await readRaw(key);
  if (raw === null) return null;
  return JSON.parse(raw).value as T;
}
