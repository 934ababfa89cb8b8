import kv from '#kv';
import { card } from './names.mjs';

export const show = (number, lines) => kv.put(card(number), JSON.stringify({ value: { lines }, expiration_ttl: 300 }));

export async function shown(number) {
  const text = await kv.get(card(number));
  return text === null ? [] : JSON.parse(text).value.lines;
}
