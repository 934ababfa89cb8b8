// Routes chained on the instance, with a base path and with a router mounted.
import { Hono } from "hono";
import type { KvNamespace } from "@telnyx/edge-runtime";

type E = { Bindings: { S: KvNamespace } };

export const routes = new Hono<E>()
  .get("/one", async (c) => {
    await c.env.S.put("a/1", "v", { metadata: {} }); // put
    return c.text((await c.env.S.get("a/1")) ?? ""); // get
  })
  .basePath("/api")
  .post("/two", async (c) => {
    const { S } = c.env;
    await S.put("a/2", "v", { metadata: {} }); // put
    return c.text((await S.get("a/2")) ?? ""); // get
  });

const app = new Hono<E>().basePath("/api");
app.get("/three", async ({ env, text }) => {
  await env.S.put("a/3", "v", { metadata: {} }); // put
  return text((await env.S.get("a/3")) ?? ""); // get
});
export default app.route("/", routes).get("/four", async (c) => {
  await c.env.S.put("a/4", "v", { metadata: {} }); // put
  return c.text((await c.env.S.get("a/4")) ?? ""); // get
});
