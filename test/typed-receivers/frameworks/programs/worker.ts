// A default export that a foreign type describes, and the environment as a global interface.
import type { ExportedHandler } from "some-runtime";
import type { CloudStorageBucket, KvNamespace } from "@telnyx/edge-runtime";

declare global {
  interface Env {
    S: KvNamespace;
    FILES: CloudStorageBucket;
  }
}
export default {
  async fetch(request, env) {
    await env.S.put("k/1", "v", { metadata: {} }); // put
    await env.FILES.put("k/1", "v", { metadata: {} });
    return new Response(await env.S.get("k/1")); // get
  },
} satisfies ExportedHandler<Env>;
export const scheduled = async (env: Env) => {
  await env.S.put("k/2", "v", { metadata: {} }); // put
  return env.S.get("k/2"); // get
};
