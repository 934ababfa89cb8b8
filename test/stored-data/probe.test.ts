// `kv-envelope data probe`, over the loopback server in each of the service's generations.
import { afterEach, describe, expect, it } from "vitest";
import { connect } from "../../packages/codemod/src/data/connect.js";
import { probe, sayingTtl } from "../../packages/codemod/src/data/probe.js";
import { startKvServer, type KvServer, type KvServerOptions } from "../kv-server/index.js";
import { runData } from "./namespace.js";

let server: KvServer | undefined;
afterEach(() => server?.close());

async function start(options: KvServerOptions): Promise<KvServer> {
  server = await startKvServer(options);
  server.seed("user/1", "kept");
  return server;
}

/** The service's clock goes on whenever somebody looks at a key. */
const passing = (): KvServerOptions => ({
  faults: ({ method }) => {
    if (method === "GET") server?.clock.advance(400);
    return undefined;
  },
});

const probed = (
  { namespaceId, url, apiKey }: KvServer,
  pause: (ms: number) => Promise<unknown>,
): ReturnType<typeof probe> => {
  const to = { namespaceId, baseUrl: url, rate: undefined };
  const env = { TELNYX_API_KEY: apiKey };
  return probe(namespaceId, { withTtl: connect(to, env, sayingTtl), plain: connect(to, env) }, pause);
};

/** What is left of a probe: only what was there. */
const expectTidy = (of: KvServer): void => {
  expect([...of.entries().keys()]).toEqual(["user/1"]);
  const touched = new Set(of.requests.map(({ key }) => key));
  expect([...touched]).toEqual([expect.stringMatching(/^kv-envelope\/probe-[\w-]{36}$/)]);
};

describe("data probe", () => {
  it("says that a namespace expires its keys, by one key of its own that goes after its second", async () => {
    const of = await start(passing());
    const pauses: number[] = [];
    const found = await probed(of, (ms) => Promise.resolve(pauses.push(ms)));
    expect(found).toEqual({ namespace: of.namespaceId, serverExpiry: "works" });
    // Seen at 400 and 800 ms, and no more at 1200.
    expect(pauses).toHaveLength(2);
    expect(of.requests.map(({ method, url }) => `${method} ${url.replace(/^[^?]+/, "")}`)).toEqual([
      "PUT ?ttl_secs=1",
      "GET ",
      "GET ",
      "GET ",
      "DELETE ",
    ]);
    expectTidy(of);
  });

  it("tells a service that takes the ttl and forgets it", async () => {
    const of = await start({ now: () => 0 });
    expect((await probed(of, () => Promise.resolve())).serverExpiry).toBe("ignored");
    expectTidy(of);
  });

  it("tells a namespace that takes no ttl from one that takes nothing yet", async () => {
    const without = await start({ generation: "refusing" });
    expect((await probed(without, () => Promise.resolve())).serverExpiry).toBe("not-supported");
    expectTidy(without);
    await without.close();
    const pending = await start({
      faults: ({ method }) => (method === "PUT" ? { answer: { status: 409 } } : undefined),
    });
    expect((await probed(pending, () => Promise.resolve())).serverExpiry).toBe("not-ready");
    expectTidy(pending);
  });

  it("prints a line, or one object, and ends with 1 where it does not work", async () => {
    const of = await start({ generation: "refusing" });
    const { code, stdout, stderr } = await runData(of, "/", ["probe"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toBe(
      `kv-envelope: data probe: namespace ${of.namespaceId}: not supported (409): a write with ttl_secs is refused, and nothing is written. Use expiry envelopes\n`,
    );
    const json = await runData(of, "/", ["probe", "--json"]);
    expect(JSON.parse(json.stdout)).toEqual({
      namespace: of.namespaceId,
      serverExpiry: "not-supported",
    });
  });

  it("ends with 2 where the service can't be asked, and takes no option of the others", async () => {
    const of = await start({ faults: () => ({ answer: { status: 401 } }) });
    expect((await runData(of, "/", ["probe"])).code).toBe(2);
    expect(await runData(of, "/", ["probe", "--prefix", "a"])).toEqual({
      code: 2,
      stdout: "",
      stderr: "kv-envelope: --prefix: not allowed with data probe; allowed with scan, repair, sweep\n",
    });
  });
});
