// A plugin that decorates the instance: the types come by the options and by an augmentation.
import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import type { KvNamespace } from "@telnyx/edge-runtime";

declare module "fastify" {
  interface FastifyInstance {
    kv: KvNamespace;
  }
}
export const plugin: FastifyPluginAsync<{ kv: KvNamespace }> = async (app, { kv }) => {
  await kv.put("h/1", "v", { metadata: {} }); // put
  void (await kv.get("h/1")); // get
};
export async function routes(app: FastifyInstance) {
  app.put("/", async () => app.kv.put("h/2", "v", { metadata: {} })); // put
  app.get("/", async () => app.kv.get("h/2")); // get
}
