// The environment by a function's result: context storage and the adapter.
import { Hono } from "hono";
import { env } from "hono/adapter";
import { contextStorage, getContext } from "hono/context-storage";
import type { KvNamespace } from "@telnyx/edge-runtime";

type E = { Bindings: { S: KvNamespace }; Variables: { kv: KvNamespace } };

export const write = () => getContext<E>().env.S.put("a/6", "v", { metadata: {} }); // put
export const read = () => getContext<E>().env.S.get("a/6"); // get

const app = new Hono<E>();
app.use(contextStorage());
app.get("/7", async (c) => {
  const { S } = env<{ S: KvNamespace }>(c);
  await S.put("a/7", "v", { metadata: {} }); // put
  return c.text((await S.get("a/7")) ?? ""); // get
});
app.get("/8", async (c) => {
  await env<{ S: KvNamespace }>(c).S.put("a/8", "v", { metadata: {} }); // put
  return c.text((await env<{ S: KvNamespace }>(c).S.get("a/8")) ?? ""); // get
});
app.get("/9", async (c) => {
  await c.var.kv.put("a/9", "v", { metadata: {} }); // put
  return c.text((await c.var.kv.get("a/9")) ?? ""); // get
});
app.get("/10", async (c) => {
  const kv = c.get("kv");
  await kv.put("a/10", "v", { metadata: {} }); // put
  return c.text((await kv.get("a/10")) ?? ""); // get
});
export default app;
