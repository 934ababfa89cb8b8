// @ts-check
// As an edge function over the binding.
import { bindingStore } from "@kv-envelope/runtime/stores";
import { Hono } from "hono";
import { kvCache } from "./kv-cache.js";

/** @typedef {{ PAGES: import("@kv-envelope/runtime/stores").KvBinding }} Env */

/** @type {Hono<{ Bindings: Env }>} */
const app = new Hono();

app.use("/rates/*", (context, next) =>
  kvCache({ store: bindingStore(context.env.PAGES), ttlSeconds: 300 })(context, next),
);

app.get("/rates/:country", (context) => {
  const country = context.req.param("country");
  // What costs something: here the time at which it was made stands for it.
  return context.json({ country, madeAt: new Date().toISOString() });
});

export default app;
