// Fastify: a plugin that decorates the instance, and routes that use it.
import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import fp from "fastify-plugin";
import { env, type KvNamespace } from "@telnyx/edge-runtime";

declare module "fastify" {
  interface FastifyInstance {
    rates: KvNamespace;
  }
}

const rates: FastifyPluginAsync = async (app) => {
  app.decorate("rates", env.RATES);
};
export default fp(rates, { name: "rates" });

export async function routes(app: FastifyInstance): Promise<void> {
  app.put<{ Params: { from: string }; Body: string }>("/rates/:from", async (request, reply) => {
    await app.rates.put(`rate/${request.params.from}`, request.body, { expirationTtl: 60 }); // put
    return reply.code(204).send();
  });
  app.get<{ Params: { from: string } }>("/rates/:from", async (request, reply) => {
    const rate = await request.server.rates.get(`rate/${request.params.from}`); // get
    return rate === null ? reply.callNotFound() : reply.send(rate);
  });
}
