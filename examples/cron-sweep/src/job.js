// @ts-check
// As a job of cron, systemd or a CI's scheduler: node src/job.js [--dry-run]
import { restStore } from "@kv-envelope/runtime/stores";
import { sweepForAWhile } from "./sweep.js";

const { KV_NAMESPACE_ID = "", TELNYX_API_KEY = "", TELNYX_BASE_URL, SWEEP_PREFIX } = process.env;

const store = restStore({ namespaceId: KV_NAMESPACE_ID, apiKey: TELNYX_API_KEY, baseUrl: TELNYX_BASE_URL });
const result = await sweepForAWhile(store, {
  prefix: SWEEP_PREFIX,
  budgetMs: 50_000,
  concurrency: 16,
  dryRun: process.argv.includes("--dry-run"),
  onProgress: ({ scanned, deleted }) => console.error(`${scanned} looked at, ${deleted} deleted`),
});
console.log(JSON.stringify(result));
// So that the scheduler shows it. A key that failed is looked at again when the next round comes by.
if (result.failed > 0) process.exitCode = 1;
