// Callbacks of the program's own functions and types.
import type { KvNamespace } from "@telnyx/edge-runtime";

interface Context {
  readonly kv: KvNamespace;
}
type Job = (ctx: Context) => Promise<void>;
interface Jobs {
  run: Job;
  other(ctx: Context): void;
}
export const job: Job = async ({ kv }) => {
  await kv.put("m/1", "v", { metadata: {} }); // put
  await kv.get("m/1"); // get
};
export const jobs: Jobs = {
  run: async (ctx) => {
    await ctx.kv.put("m/2", "v", { metadata: {} }); // put
    await ctx.kv.get("m/2"); // get
  },
  other(ctx) {
    void ctx.kv.put("m/3", "v", { metadata: {} }); // put
    void ctx.kv.get("m/3"); // get
  },
};
declare function define(job: Job): void;
define(async (ctx) => {
  await ctx.kv.put("m/4", "v", { metadata: {} }); // put
  await ctx.kv.get("m/4"); // get
});
declare function defineAll<T>(all: Record<string, (given: T) => void>): void;
defineAll<Context>({
  one: (given) => void given.kv.put("m/5", "v", { metadata: {} }), // put
  two: (given) => void given.kv.get("m/5"), // get
});
export const bounded = async <K extends KvNamespace, T extends Context>(kv: K, ctx: T) => {
  await kv.put("m/6", "v", { metadata: {} }); // put
  await ctx.kv.put("m/7", "v", { metadata: {} }); // put
  await kv.get("m/6"); // get
  return ctx.kv.get("m/7"); // get
};
export const first = async (kv: Parameters<typeof define>[0], ctx: Parameters<Job>[0]) => {
  await kv(ctx);
  await ctx.kv.put("m/8", "v", { metadata: {} }); // put
  return ctx.kv.get("m/8"); // get
};
