import { get, put } from "./kv.js";
import { unpack } from "./payload.js";

export const setPin = (id: string, pin: string): Promise<void> => put(`pin/${id}`, JSON.stringify({ value: pin, expiration_ttl: 600 }));

export async function pinOf(id: string): Promise<string | null> {
  const text = await get(`pin/${id}`);
  return text === null ? null : unpack(JSON.parse(text));
}
