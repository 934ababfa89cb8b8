import type { Context } from "../web/context.js";

export const greet = (c: Context, visitor: string, text: string): Promise<void> =>
  c.get("kv").put(`greeting/${c.get("locale")}/${visitor}`, JSON.stringify({ value: text, expiration_ttl: 60 }));

export async function greetingFor(c: Context, visitor: string): Promise<string> {
  const text = await c.get("kv").get(`greeting/${c.get("locale")}/${visitor}`);
  return text === null ? "Hello" : (JSON.parse(text) as { value: string }).value;
}
