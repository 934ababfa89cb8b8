interface Env {
  SESSIONS: import("@telnyx/edge-runtime").KvNamespace;
}

import { env as runtimeEnv } from "@telnyx/edge-runtime";
const env = runtimeEnv as unknown as Env;

export default {
  async fetch(request: Request): Promise<Response> {
    const id = new URL(request.url).pathname.slice(1);
    if (request.method === "POST") {
      const user = await request.text();
      await env.SESSIONS.put(id, user, {
        expirationTtl: 1800,
      });
      return new Response(null, { status: 204 });
    }
    const user = await env.SESSIONS.get(id);
    if (!user) return new Response("unknown", { status: 401 });
    return new Response(`hello ${user}`);
  },
};
