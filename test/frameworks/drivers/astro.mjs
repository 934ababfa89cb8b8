export default async ({ onRequest, GET, PUT }) => {
  const context = { locals: {}, params: { id: "1" } };
  await onRequest(context, () => new Response());
  const request = () => new Request("http://localhost", { method: "PUT", body: "draft" });
  return {
    put: () => PUT({ ...context, request: request() }),
    get: async () => {
      const response = await GET(context);
      return [response.status, await response.text()];
    },
  };
};
