// Handlers in lists, maps and classes, and an application that is handed on.
import { Hono } from "hono";
import type { Context, Handler, MiddlewareHandler, Next } from "hono";
import type { KvNamespace } from "@telnyx/edge-runtime";

interface Bindings {
  S: KvNamespace;
}
type Env = { Bindings: Bindings };

export const before: MiddlewareHandler<Env>[] = [
  async (c, next) => {
    await c.env.S.put("l/1", "v", { metadata: {} }); // put
    if ((await c.env.S.get("l/1")) === null) await next(); // get
  },
];
export const handle = (async (c) => {
  await c.env.S.put("l/2", "v", { metadata: {} }); // put
  return c.text((await c.env.S.get("l/2")) ?? ""); // get
}) as Handler<Env>;
export const handlers = new Map<string, Handler<Env>>([
  ["one", async (c) => c.text((await c.env.S.get("l/3")) ?? "")], // get
]);
export async function save(c: Context<Env>, next: Next) {
  await c.env.S.put("l/3", "v", { metadata: {} }); // put
  await next();
}
export class Api {
  private readonly app = new Hono<Env>({ strict: false });
  readonly router: Hono<Env> = new Hono();
  constructor() {
    this.app.put("/", async (c) => c.json(await c.env.S.put("l/4", "v", { metadata: {} }))); // put
    this.router.get("/", async (c) => c.text((await c.env.S.get("l/4")) ?? "")); // get
  }
}
export function register(app: Hono<Env>) {
  app.onError(async (_error, c) => {
    await c.env.S.put("l/5", "v", { metadata: {} }); // put
    return c.text("");
  });
  const sub = app.basePath("/v1");
  sub.get("/", async (c) => c.text((await c.env.S.get("l/5")) ?? "")); // get
}
