import { Hono } from "hono";
import type { Handler } from "hono";
import { getContext } from "hono/context-storage";
import { env } from "hono/adapter";
import { createMiddleware } from "hono/factory";
import { factory } from "./types.js";
import type { AppEnv } from "./types.js";

const keep = createMiddleware<AppEnv>(async (c, next) => {
  await c.env.CACHE.put("a", "v", { metadata: { v: 1 } }); // put, by its imports
  await next();
});
const show: Handler<AppEnv> = async (c) => c.text((await c.env.CACHE.get("a")) ?? ""); // get
const saved = factory.createHandlers(async (c) => {
  await c.env.CACHE.put("b", "v", { metadata: { v: 1 } }); // put, by its imports
  return c.text((await c.env.CACHE.get("b")) ?? ""); // get
});
const ofStorage = () => getContext<AppEnv>().env.CACHE.put("c", "v", { metadata: { v: 1 } }); // put, by its imports
const part = new Hono<AppEnv>().basePath("/part").put("/", async (c) => {
  await c.env.CACHE.put("d", "v", { metadata: { v: 1 } }); // put, by its imports
  await env<AppEnv["Bindings"]>(c).CACHE.put("e", "v", { metadata: { v: 1 } }); // put, by its imports
  await c.var.kv.put("f", "v", { metadata: { v: 1 } }); // put, by its imports
  await c.get("kv").put("g", "v", { metadata: { v: 1 } }); // put, by its imports
  await ofStorage();
  return c.body(null);
});
export const app = new Hono<AppEnv>().use(keep).get("/", show).post("/", ...saved).route("/p", part).get("/all", async (c) =>
  c.json([
    await getContext<AppEnv>().env.CACHE.get("c"), // get
    await c.env.CACHE.get("d"), // get
    await env<AppEnv["Bindings"]>(c).CACHE.get("e"), // get
    await c.var.kv.get("f"), // get
    await c.get("kv").get("g"), // get
  ]),
);
