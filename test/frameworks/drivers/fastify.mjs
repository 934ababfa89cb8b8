import Fastify from "fastify";

export default async ({ default: rates, routes }) => {
  const app = Fastify();
  await app.register(rates);
  await app.register(routes);
  const headers = { "content-type": "text/plain" };
  return {
    put: () => app.inject({ method: "PUT", url: "/rates/1", headers, payload: "7" }),
    get: async () => {
      const { statusCode, body } = await app.inject("/rates/1");
      return [statusCode, statusCode === 200 ? body : null];
    },
  };
};
