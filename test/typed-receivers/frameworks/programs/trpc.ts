// A procedure's context.
import { initTRPC } from "@trpc/server";
import type { KvNamespace } from "@telnyx/edge-runtime";

interface Context {
  readonly kv: KvNamespace;
  readonly user: string;
}
const t = initTRPC.context<Context>().create();
export const router = t.router({
  save: t.procedure.input((value) => value).mutation(({ ctx }) => ctx.kv.put("i/1", "v", { metadata: {} })), // put
  load: t.procedure.query(async ({ ctx: { kv } }) => kv.get("i/1")), // get
});
