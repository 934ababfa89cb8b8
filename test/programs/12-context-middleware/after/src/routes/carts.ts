import { toEnvelope } from "@kv-envelope/runtime";
import type { Variables } from "../env.ts";
import { App } from "../web/app.ts";

type Item = { sku: string; qty: number };

export const carts = new App<Variables>();

carts.get("/:id", async (c) => {
  const kv = c.get("kv");
  const entry = await kv.get<{ value: Item[] }>(`carts/${c.param("id")}`);
  return c.json({ items: entry ? entry.value : [] });
});

carts.put("/:id", async (c) => {
  const items = (await c.req.json()) as Item[];
  await c.get("kv").put(`carts/${c.param("id")}`, toEnvelope(items, {
    // Who has not paid within 20 minutes has driven on.
    ttlSeconds: 20 * 60,
    metadata: { lane: c.get("lane") },
  }));
  c.get("memo").set("items", { value: items.length, ttl: 1 });
  return c.json({ items }, 201);
});

carts.delete("/:id", async (c) => {
  await c.get("kv").delete(`carts/${c.param("id")}`);
  return new Response(null, { status: 204 });
});
