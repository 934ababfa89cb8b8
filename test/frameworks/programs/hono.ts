// Hono: variables that a middleware sets, and a route of its own.
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { KvNamespace } from "@telnyx/edge-runtime";

type Env = { Bindings: { SESSIONS: KvNamespace }; Variables: { sessions: KvNamespace } };

const withSessions = createMiddleware<Env>(async (c, next) => {
  c.set("sessions", c.env.SESSIONS);
  await next();
});

const api = new Hono<Env>();
api.use(withSessions);
api.post("/login/:id", async (c) => {
  await c.var.sessions.put(`session/${c.req.param("id")}`, await c.req.text(), { expirationTtl: 3600 }); // put
  return c.body(null, 204);
});
api.get("/me/:id", async (c) => {
  const user = await c.get("sessions").get(`session/${c.req.param("id")}`); // get
  return user === null ? c.notFound() : c.text(user);
});
export default new Hono<Env>().route("/api", api);
