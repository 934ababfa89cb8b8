// Runs in a process of its own: a program over the loopback server, by a clock that is moved past each end.
import { startKvServer } from "../kv-server/index.js";

/** How a program is asked to store an entry, and to give it back. */
interface Driven {
  readonly put: () => Promise<unknown>;
  readonly get: () => Promise<unknown>;
}

interface Driver {
  readonly default: (program: unknown, env: unknown) => Promise<Driven> | Driven;
}

const TEN_YEARS_MS = 10 * 365 * 24 * 3600 * 1000;

/** Loads the program once the service is there, and prints what it does as one line of JSON. */
export async function drive(
  loadProgram: () => Promise<unknown>,
  loadDriver: () => Promise<Driver>,
): Promise<void> {
  const server = await startKvServer();
  Object.assign(process.env, {
    TELNYX_API_KEY: server.apiKey,
    TELNYX_BASE_URL: server.url,
    KV_NAMESPACE_ID: server.namespaceId,
  });
  const own = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    return own(request.url.replace("https://api.telnyx.com", server.url), {
      method: request.method,
      headers: request.headers,
      ...(request.body === null ? {} : { body: request.body, duplex: "half" }),
    });
  };
  const { env } = await import("../support/child/edge-runtime.js");
  const program = await loadProgram();
  const { put, get } = await (await loadDriver()).default(program, env);
  const missing = await outcome(get);
  await put();
  const value = await outcome(get);
  const stored = Object.fromEntries([...server.entries()].map(([key, bytes]) => [key, bytes.toString()]));
  const now = Date.now.bind(Date);
  Date.now = () => now() + TEN_YEARS_MS;
  const expired = await outcome(get);
  process.stdout.write(`${JSON.stringify({ missing, value, stored, expired })}\n`);
  await server.close();
  process.exit(0);
}

/** What a call gives, or what it throws. */
async function outcome(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return (await ask()) ?? null;
  } catch (error) {
    const status = typeof error === "object" && error !== null && "status" in error ? error.status : "";
    return `throws ${String(status)}`;
  }
}
