// Middleware and handlers made by functions that are given the type.
import { createFactory, createMiddleware } from "hono/factory";
import type { Context, Handler, MiddlewareHandler } from "hono";
import type { KvNamespace } from "@telnyx/edge-runtime";

type AppEnv = { Bindings: { LIMITS: KvNamespace } };

export const limiter = createMiddleware<AppEnv>(async (c, next) => {
  await c.env.LIMITS.put("hits/1", "1", { metadata: {} }); // put
  if ((await c.env.LIMITS.get("hits/1")) === null) await next(); // get
});

const factory = createFactory<AppEnv>();
export const counted = factory.createMiddleware(async (c, next) => {
  await c.env.LIMITS.put("hits/2", "1", { metadata: {} }); // put
  if ((await c.env.LIMITS.get("hits/2")) === null) await next(); // get
});
export const handlers = factory.createHandlers(async (c) => {
  await c.env.LIMITS.put("hits/3", "1", { metadata: {} }); // put
  return c.text((await c.env.LIMITS.get("hits/3")) ?? ""); // get
});
const app = factory.createApp();
app.get("/", async (c) => {
  await c.env.LIMITS.put("hits/4", "1", { metadata: {} }); // put
  return c.text((await c.env.LIMITS.get("hits/4")) ?? ""); // get
});

export const handler: Handler<AppEnv> = async (c) => {
  await c.env.LIMITS.put("hits/5", "1", { metadata: {} }); // put
  return c.text((await c.env.LIMITS.get("hits/5")) ?? ""); // get
};
export const limit =
  (max: number): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    await c.env.LIMITS.put("hits/6", String(max), { metadata: {} }); // put
    if ((await c.env.LIMITS.get("hits/6")) === null) await next(); // get
  };
export function around(): MiddlewareHandler<AppEnv> {
  return async ({ env }, next) => {
    await env.LIMITS.put("hits/7", "1", { metadata: {} }); // put
    if ((await env.LIMITS.get("hits/7")) === null) await next(); // get
  };
}
export const byName: Record<string, Handler<AppEnv>> = {
  one: async (c) => {
    await c.env.LIMITS.put("hits/8", "1", { metadata: {} }); // put
    return c.text((await c.env.LIMITS.get("hits/8")) ?? ""); // get
  },
};
export const all = [
  async (c) => {
    await c.env.LIMITS.put("hits/9", "1", { metadata: {} }); // put
    return c.text((await c.env.LIMITS.get("hits/9")) ?? ""); // get
  },
] satisfies Handler<AppEnv>[];
export async function load(c: Context<AppEnv>) {
  await c.env.LIMITS.put("hits/10", "1", { metadata: {} }); // put
  return c.env.LIMITS.get("hits/10"); // get
}
