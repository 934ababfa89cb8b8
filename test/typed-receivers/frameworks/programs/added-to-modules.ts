// What the program adds to the types of a framework, and gets back from whatever the framework hands it.
import Koa from "koa";
import express, { type Request } from "express";
import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import type { CloudStorageBucket, KvNamespace } from "@telnyx/edge-runtime";

declare module "fastify" {
  interface FastifyInstance {
    rates: KvNamespace;
  }
  interface FastifyRequest {
    blobs: CloudStorageBucket;
  }
}
declare module "h3" {
  interface H3EventContext {
    drafts: KvNamespace;
  }
}
declare module "koa" {
  interface DefaultContext {
    marks: KvNamespace;
  }
}
declare global {
  namespace Express {
    interface Request {
      limits: KvNamespace;
    }
  }
}

export const plugin: FastifyPluginAsync = async (app) => {
  app.get("/a", (request) => request.server.rates.get("m/1")); // get
  app.put<{ Params: { id: string } }>("/a", () => app.rates.put("m/1", "v", { metadata: {} })); // put
  app.put("/b", (request) => request.blobs.put("m/2", "v", { metadata: {} }));
};
export const routes = (app: FastifyInstance) =>
  app.put("/c", ({ server }) => server.rates.put("m/3", "v", { metadata: {} })); // put
export const draft = defineEventHandler((event) => event.context.drafts.put("m/4", "v", { metadata: {} })); // put
export const read = defineEventHandler(({ context }) => context.drafts.get("m/4")); // get
const koa = new Koa();
koa.use(async (context, next) => {
  await context.marks.put("m/5", "v", { metadata: {} }); // put
  await next();
});
const app = express();
app.put("/limits", (request, response) => {
  void request.limits.put("m/6", "v", { metadata: {} }); // put
  response.end();
});
export const limited = (request: Request) => request.limits.get("m/6"); // get
