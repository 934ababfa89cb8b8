// Runs the application in a process of its own, with a clock of its own, against the loopback KV server.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { root } from "./built.mjs";

const path = (name) => fileURLToPath(new URL(name, root));
// The tests' server and harness are TypeScript; vite runs them as they are.
const load = async (name) =>
  (await runnerImport(path(name), { root: path("."), configFile: false, logLevel: "error" })).module;

/** Where every run's clock stands at its beginning. */
export const START_MS = Date.UTC(2026, 0, 1, 12);

/**
 * Writes, reads a minute later and reads again after 31 days; the result is the scenario's. With the result of an
 * earlier run: starts from what that one had stored and only reads, once.
 */
export async function runApplication(dir, earlier) {
  const { startKvServer } = await load("test/kv-server/index.ts");
  const { runProgram } = await load("test/support/index.ts");
  const kv = await startKvServer({ now: () => START_MS });
  const rates = await startRatesService();
  try {
    for (const [key, text] of Object.entries(earlier?.entries ?? {})) kv.seed(key, text);
    const { exitCode, stdout, stderr, result } = await runProgram({
      dir,
      entry: "src/app.ts",
      server: kv,
      nowMs: START_MS,
      env: { RATES_URL: rates.url },
      scenarioFile: path("scripts/demo/scenario.mjs"),
      input: earlier
        ? { readOnly: true, sessionId: earlier.sessionId, codes: earlier.codes }
        : { readOnly: false },
    });
    if (exitCode !== 0 || result === undefined) throw new Error(`the application failed\n${stdout}${stderr}`);
    return result;
  } finally {
    await kv.close();
    await rates.close();
  }
}

/** The upstream API whose answers are cached: a rate that is another one at every request. */
async function startRatesService() {
  let rate = 1.08;
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ USD: Number(rate.toFixed(2)) }));
    rate += 0.04;
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
