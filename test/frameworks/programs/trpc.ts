// tRPC: a context, a procedure with a middleware, and a router.
import { TRPCError, initTRPC } from "@trpc/server";
import type { FetchCreateContextFnOptions } from "@trpc/server/adapters/fetch";
import { env, type KvNamespace } from "@telnyx/edge-runtime";

export const createContext = ({ req }: FetchCreateContextFnOptions) => ({
  user: req.headers.get("x-user"),
  notes: env.NOTES as KvNamespace,
});
const t = initTRPC.context<ReturnType<typeof createContext>>().create();

const authed = t.procedure.use(({ ctx, next }) => {
  if (ctx.user === null) throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({ ctx: { ...ctx, user: ctx.user } });
});
const text = (value: unknown): string => {
  if (typeof value !== "string") throw new Error("no text");
  return value;
};

export const router = t.router({
  save: authed.input(text).mutation(async ({ ctx, input }) => {
    await ctx.notes.put(`note/${ctx.user}`, input, { expirationTtl: 86_400 }); // put
  }),
  load: authed.query(async ({ ctx: { notes, user } }) => notes.get(`note/${user}`)), // get
});
