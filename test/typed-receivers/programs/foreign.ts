// The same forms over other stores: nothing here is a namespace of the service.
import { Hono } from "hono";
import type { Handler } from "hono";
import { createMiddleware } from "hono/factory";
import { getContext } from "hono/context-storage";
import type { CloudStorageBucket, KvNamespace } from "@telnyx/edge-runtime";

interface Store {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options?: { metadata?: unknown }): Promise<void>;
}
type E = { Bindings: { S: Store; FILES: CloudStorageBucket; KV: KvNamespace } };

export const m = createMiddleware<E>(async (c, next) => {
  await c.env.S.put("a", "v", { metadata: {} });
  await c.env.FILES.put("a", "v", { metadata: {} });
  await next();
});
export const h: Handler<E> = async (c) => {
  await c.env.FILES.put("a", "v", { metadata: {} });
  return c.text((await c.env.S.get("a")) ?? "");
};
export const routes = new Hono<E>().basePath("/api").get("/", async (c) => {
  const cache = new Map<string, string>();
  cache.set("KV", "v");
  await c.env.S.put("a", "v", { metadata: {} });
  return c.text(cache.get("KV") ?? c.req.header("KV") ?? "");
});
export const read = () => getContext<E>().env.S.get("a");
export const all = (stores: Store[]) => stores.map((kv) => kv.put("a", "v", { metadata: {} }));
export const named = (stores: Record<string, Store>) => stores["KV"]?.put("a", "v", { metadata: {} });
export const held = (stores: Map<string, Store>) => stores.get("KV")?.put("a", "v", { metadata: {} });
