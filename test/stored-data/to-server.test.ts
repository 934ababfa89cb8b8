// `data repair --to server`: stored payloads get the rest of their life by the service's own expiry.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startKvServer, type KvServer } from "../kv-server/index.js";
import {
  legacy,
  makeDirectory,
  removeDirectory,
  runData,
  seedMixed,
  storedIn,
  type Ran,
} from "./namespace.js";

let server: KvServer;
let directory: string;
const open = async (options: Parameters<typeof startKvServer>[0] = {}): Promise<void> => {
  server = await startKvServer({ olderKeys: true, ...options });
};
beforeEach(() => {
  directory = makeDirectory();
});
afterEach(async () => {
  removeDirectory(directory);
  await server.close();
});

const data = (...args: string[]): Promise<Ran> => runData(server, directory, args);
/** Asked first takes a second and more. */
const toServer = (...args: string[]): Promise<Ran> => data("repair", "--to", "server", "--no-probe", ...args);
const asking = (...args: string[]): Promise<Ran> => data("repair", "--to", "server", ...args);
const backup = (): string => join(directory, "backup.jsonl");
const keys = (): string[] => Object.keys(storedIn(server));

describe("data repair --to server", () => {
  it("keeps value and metadata character by character, and has the service delete them", async () => {
    await open();
    const before = seedMixed(server, 2);
    server.seed("meta", '{"value":1.0,"metadata":{"a" : 2.0},"ttl":60}');
    server.seed("for-good", '{"value":1,"expiration_ttl":null}');
    const { code, stdout } = await toServer("--ttl-from", "now", "--yes", "--backup", backup());
    expect([code, stdout]).toEqual([0, expect.stringContaining("  rewritten   4\n")]);
    expect(storedIn(server)).toEqual({
      ...before,
      "session/0000": '{"value":{"id":0.0, "name":"\\u00e9"}}',
      "session/0001": '{"value":{"id":1.0, "name":"\\u00e9"}}',
      meta: '{"value":1.0,"metadata":{"a" : 2.0}}',
      "for-good": '{"value":1}',
    });
    server.clock.advance(60_001);
    expect(keys()).not.toContain("meta");
    expect(keys()).toContain("session/0000");
    server.clock.advance(3_600_000);
    expect(keys().filter((key) => key.startsWith("session/"))).toEqual([]);
    expect(keys()).toEqual(expect.arrayContaining(["for-good", "doc/plain", "envelope/alive"]));
  });

  it("changes nothing in a dry run, and has nothing to do the second time", async () => {
    await open();
    const before = seedMixed(server, 2);
    const dry = await toServer("--ttl-from", "now", "--dry-run");
    expect([dry.code, dry.stdout]).toEqual([1, expect.stringContaining("to be rewritten   2")]);
    expect(storedIn(server)).toEqual(before);
    await toServer("--ttl-from", "now", "--yes");
    server.requests.length = 0;
    expect((await toServer("--ttl-from", "now", "--yes")).code).toBe(0);
    expect(server.requests.some(({ method }) => method === "PUT")).toBe(false);
  });

  it("counts from the write with --ttl-from field, and gives what is over one second", async () => {
    await open();
    server.clock.advance(-3_500_000);
    server.seed("running", '{"value":1,"ttl":3600}');
    server.seed("over", '{"value":1,"ttl":60}');
    server.clock.advance(3_500_000);
    const { stdout } = await toServer("--ttl-from", "field", "--yes");
    expect(stdout).toContain("1 of these is expired at once");
    const ttls = server.requests.flatMap(({ method, url }) =>
      method === "PUT" ? Number(new URL(url, server.url).searchParams.get("ttl_secs")) : [],
    );
    expect(ttls).toEqual(expect.arrayContaining([1]));
    // The rest of an hour, less what the run itself took.
    const rest = Math.max(...ttls);
    expect([rest > 1, rest <= 100]).toEqual([true, true]);
  });

  it("says no end with --ttl-from drop", async () => {
    await open();
    server.seed("k", legacy(1));
    await toServer("--ttl-from", "drop", "--yes");
    server.clock.advance(1e12);
    expect(keys()).toEqual(["k"]);
  });

  it("leaves envelopes, unless they are asked for: then those that are alive and say an end", async () => {
    await open();
    const end = Date.now() + 60_000;
    const envelopes = {
      alive: `{"value":{"a":1.0},"expires_at":${end}}`,
      both: `{"value":1,"expires_at":${end},"metadata":{"by":"me"}}`,
      expired: '{"value":1,"expires_at":5}',
      metadata: '{"value":1,"metadata":{}}',
    };
    for (const [key, text] of Object.entries(envelopes)) server.seed(key, text);
    expect((await toServer("--ttl-from", "now", "--yes")).stdout).toContain("rewritten   0");
    expect(storedIn(server)).toEqual(envelopes);
    const asked = await toServer("--envelopes", "--ttl-from", "now", "--yes");
    expect(asked.stdout).toContain("rewritten   2");
    expect(storedIn(server)).toEqual({
      ...envelopes,
      alive: '{"value":{"a":1.0}}',
      both: '{"value":1,"metadata":{"by":"me"}}',
    });
    server.clock.advance(61_000);
    expect(keys()).toEqual(["expired", "metadata"]);
  });

  it("moves keys with a colon under their end", async () => {
    await open();
    server.seed("session:1", legacy(1));
    await toServer("--move-colons", "--ttl-from", "now", "--yes");
    expect(storedIn(server)).toEqual({ "session/1": '{"value":{"id":1.0, "name":"\\u00e9"}}' });
    server.clock.advance(3_601_000);
    expect(keys()).toEqual([]);
  });

  it("leaves what would end later than the service takes", async () => {
    await open();
    server.seed("k", '{"value":1,"ttl":9223372037}');
    const { code, stderr } = await toServer("--ttl-from", "now", "--yes");
    expect([code, stderr]).toEqual([
      1,
      "kv-envelope: left: k: it would end later than in the 9223372036 seconds that the service takes\n",
    ]);
  });

  it("changes nothing in a namespace without support, and says what its answer means", async () => {
    await open({ generation: "refusing" });
    const before = seedMixed(server, 2);
    const { code, stderr } = await toServer("--ttl-from", "now", "--yes");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/failed: session\/0000: .*409.*no support for/),
    ]);
    expect(storedIn(server)).toEqual(before);
  });
});

describe("asks the namespace first", () => {
  const ASKING =
    "kv-envelope: data repair: asking the namespace, by a key of its own, whether it expires keys itself\n";

  it("and goes on where it expires keys itself, with nothing left of the question", async () => {
    await open();
    server.seed("k", '{"value":1,"ttl":60}');
    const { code, stderr } = await asking("--ttl-from", "now", "--yes");
    expect({ code, stderr }).toEqual({ code: 0, stderr: ASKING });
    expect(storedIn(server)).toEqual({ k: '{"value":1}' });
  });

  it("and changes nothing where it has no support, without a backup", async () => {
    await open({ generation: "refusing" });
    const before = seedMixed(server, 2);
    const { code, stdout, stderr } = await asking("--ttl-from", "now", "--yes", "--backup", backup());
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("--to server: namespace ");
    expect(stderr).toContain("not supported (409): a write with ttl_secs is refused");
    expect(stderr).toContain("Nothing was changed\n");
    expect(storedIn(server)).toEqual(before);
    expect(existsSync(backup())).toBe(false);
  });

  it("but not in a dry run, nor for envelopes", async () => {
    await open({ generation: "refusing" });
    server.seed("k", '{"value":1,"ttl":60}');
    expect((await asking("--ttl-from", "now", "--dry-run")).stderr).toBe(
      "kv-envelope: data repair: whether the namespace expires keys itself is not asked in a dry run, as that writes a key: `kv-envelope data probe` asks it\n",
    );
    expect((await data("repair", "--ttl-from", "now", "--yes")).code).toBe(0);
    expect(await data("repair", "--ttl-from", "now", "--no-probe")).toMatchObject({
      code: 2,
      stderr:
        "kv-envelope: --no-probe: given without --to server; allowed: with it, which asks the namespace first\n",
    });
  });
});

describe("its backup", () => {
  it("holds each end, and gives back what is still there", async () => {
    await open();
    server.seed("long", '{"value":1,"ttl":3600}');
    server.seed("short", '{"value":1,"ttl":60}');
    server.seed("for-good", '{"value":1,"ttl":null}');
    await toServer("--ttl-from", "now", "--yes", "--backup", backup());
    const ends = readFileSync(backup(), "utf8")
      .split("\n")
      .filter((line) => line.includes('"key"'))
      .map((line): unknown[] => {
        const { key, expiresAtMs }: { key: string; expiresAtMs: unknown } = JSON.parse(line);
        return [key, typeof expiresAtMs];
      });
    expect(Object.fromEntries(ends)).toEqual({ long: "number", short: "number", "for-good": "object" });
    server.clock.advance(61_000);
    const restored = await data("restore", backup(), "--yes");
    expect([restored.code, restored.stdout]).toEqual([1, expect.stringContaining("restored    2")]);
    expect(restored.stderr).toMatch(/left: short: (?:has expired|was deleted) since the run, and is left so/);
    expect(storedIn(server)).toEqual({
      long: '{"value":1,"ttl":3600}',
      "for-good": '{"value":1,"ttl":null}',
    });
    server.clock.advance(1e10);
    expect(keys()).toEqual(["for-good", "long"]);
  });

  it("is not gone on with by a run that makes another thing of the entries", async () => {
    await open();
    server.seed("k", legacy(1));
    await toServer("--ttl-from", "now", "--yes", "--backup", backup());
    const { code, stderr } = await data("repair", "--ttl-from", "now", "--yes", "--backup", backup());
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^kv-envelope: --backup: .* is the backup of a run/),
    ]);
  });
});

describe("wrong input", () => {
  it.each([
    [["--to", "redis"], '--to: "redis" given; allowed: envelope or server'],
    [["--to"], "--to: no value given; allowed: envelope or server"],
    [["--envelopes"], "--envelopes: given without --to server; allowed: with it, which ends them"],
  ])("%j", async (args, message) => {
    await open();
    const { code, stderr } = await data("repair", "--ttl-from", "now", ...args);
    expect([code, stderr]).toEqual([2, `kv-envelope: ${message}\n`]);
  });

  it("is refused beside another command", async () => {
    await open();
    expect((await data("sweep", "--to", "server")).stderr).toBe(
      "kv-envelope: --to: not allowed with data sweep; allowed with repair\n",
    );
  });
});
