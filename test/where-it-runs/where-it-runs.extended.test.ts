import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KvServer, startKvServer } from "../kv-server/index.js";
import { RUNTIMES } from "./runtimes.js";

let server: KvServer;
beforeAll(async () => {
  server = await startKvServer({
    faults: ({ url }) => (url.endsWith("/slow") ? { hold: "before" } : undefined),
  });
});
afterAll(() => server.close());

describe("the runtime package runs in", () => {
  for (const [name, run] of Object.entries(RUNTIMES)) {
    it.skipIf(run === undefined)(name, async () => {
      const { url, apiKey, namespaceId } = server;
      expect(await run?.({ baseUrl: url, apiKey, namespaceId })).toEqual({
        encoded: '{"value":"v","expires_at":1800000001000}',
        decoded: null,
        adapted: ["long", true],
        legacy: "ä",
        bytes: [1, 2],
        alive: { value: { text: "ä😀" }, expiresAtMs: 1_800_000_060_000, metadata: { m: 1 } },
        stored: [0, 127, 128, 255],
        response: '{"a":1}',
        missing: null,
        memory: 5,
        swept: { scanned: 3, expired: 1, deleted: 1, failed: 0 },
        gone: null,
        refused: ["get", "k", 401, "10009", 1],
        slow: "TIMEOUT",
        left: 0,
      });
    });
  }
});
