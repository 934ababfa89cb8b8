// @ts-check
// As an edge function. KV has no cron trigger, so that somebody has to call it: see .github/workflows/sweep.yml.
import { bindingStore } from "@kv-envelope/runtime/stores";
import { sweepForAWhile } from "./sweep.js";

/** @typedef {{ SESSIONS: import("@kv-envelope/runtime/stores").KvBinding, SWEEP_SECRET: string, SWEEP_PREFIX?: string }} Env */

export default {
  /**
   * @param {Request} request
   * @param {Env} env
   */
  async fetch(request, env) {
    if (request.method !== "POST")
      return new Response("POST only\n", { status: 405, headers: { allow: "POST" } });
    if (!env.SWEEP_SECRET || request.headers.get("authorization") !== `Bearer ${env.SWEEP_SECRET}`)
      return new Response("not you\n", { status: 401 });
    const dryRun = new URL(request.url).searchParams.has("dry-run");
    // Well within what a request may take. What is left is the next call's.
    const result = await sweepForAWhile(bindingStore(env.SESSIONS), {
      prefix: env.SWEEP_PREFIX,
      budgetMs: 10_000,
      concurrency: 16,
      dryRun,
    });
    return Response.json(result);
  },
};
