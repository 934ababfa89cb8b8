import { getKv, putKv } from "@acme/kv";

export async function openSession(id, user) {
  await putKv(`session-${id}`, JSON.stringify({ value: user, expiration_ttl: 3600 }));
}

export async function userOf(id) {
  const text = await getKv(`session-${id}`);
  return text === null ? null : JSON.parse(text).value;
}
