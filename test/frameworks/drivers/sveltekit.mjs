export default async ({ handle, load, PUT }) => {
  const event = { locals: {}, params: { id: "1" } };
  await handle({ event, resolve: () => new Response() });
  const request = () => new Request("http://localhost", { method: "PUT", body: "2 apples" });
  return { put: () => PUT({ ...event, request: request() }), get: () => load(event) };
};
