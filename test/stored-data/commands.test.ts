// `kv-envelope data …` as it is run, over the loopback server.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startKvServer, type KvServer } from "../kv-server/index.js";
import {
  legacy,
  makeDirectory,
  removeDirectory,
  repaired,
  runBuilt,
  runData,
  seedMixed,
  storedIn,
  type Ran,
} from "./namespace.js";

let server: KvServer;
let directory: string;
beforeEach(async () => {
  server = await startKvServer({ olderKeys: true });
  directory = makeDirectory();
});
afterEach(async () => {
  removeDirectory(directory);
  await server.close();
});

const data = (...args: string[]): Promise<Ran> => runData(server, directory, args);
const backups = (): string[] => {
  const folder = join(directory, ".kv-envelope/data");
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
};
const onlyBackup = (): string => {
  const [file, ...more] = backups();
  if (file === undefined || more.length > 0) throw new Error(`${backups().length} backups`);
  return file;
};

describe("data scan", () => {
  it("counts what there is, by kind and by prefix, and changes nothing", async () => {
    const before = seedMixed(server, 3);
    server.seed("session:old", legacy(9));
    expect(await data("scan")).toEqual({
      code: 1,
      stderr: "",
      stdout: [
        "kv-envelope data scan",
        "  entries             9  (348 bytes)",
        "  envelopes, alive    1  (39 bytes)",
        "  envelopes, expired  1  (26 bytes)",
        "  legacy payloads     4  (240 bytes)",
        "  plain values        2  (40 bytes)",
        "  no text (bytes)     1  (3 bytes)",
        "  1 key has a colon, which the service refuses in new writes: repair --move-colons moves it",
        "",
        "By prefix",
        "  doc/       3  (43 bytes)",
        "  session/   3  (180 bytes)",
        "  envelope/  2  (65 bytes)",
        "  session:   1  (60 bytes)",
        "",
      ].join("\n"),
    });
    expect(storedIn(server)).toEqual({ ...before, "session:old": legacy(9) });
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(backups()).toEqual([]);

    const json = await data("scan", "--json", "--prefix", "session/");
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      version: 1,
      command: "scan",
      entries: {
        count: 3,
        bytes: 180,
        kinds: { legacy: { count: 3, bytes: 180 }, plain: { count: 0, bytes: 0 } },
      },
      left: { count: 0 },
      backup: null,
    });
    expect((await data("scan", "--prefix", "doc/")).code).toBe(0);
  });

  it("shows hostile keys on one line, and goes on past what can't be read", async () => {
    server.seed("a\u001B[2Jb\nc", legacy(1));
    server.seed("fine", "1");
    const strict = await startKvServer();
    strict.seed("session:1", legacy(1));
    strict.seed("zzz", "1");
    const refused = await runData(strict, directory, ["scan"]);
    await strict.close();
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /^kv-envelope: failed: session:1: KV get of "session:1" failed after 1 attempt: status 400, code 10015[^\n]*\n$/,
    );
    expect(refused.stdout).toContain("entries             1");
    const { code, stderr } = await data("repair", "--ttl-from", "now", "--yes");
    expect([code, stderr.includes("\u001B"), stderr.split("\n").length]).toEqual([1, false, 2]);
    expect(stderr).toContain('kv-envelope: left: "a\\u001b[2Jb\\nc": key must be 1 to 256 characters');
  });
});

it("begins no more requests in a second than --rate says", async () => {
  seedMixed(server, 5);
  const began = performance.now();
  expect((await data("scan", "--rate", "20")).code).toBe(1);
  expect(server.requests).toHaveLength(11);
  // Ten waits of 50 ms, less what a timer may be early; a busy machine only makes them longer.
  expect(performance.now() - began).toBeGreaterThan(495);
});

describe("data repair", () => {
  it("rewraps legacy payloads, byte for byte, and restore takes it back", async () => {
    const before = seedMixed(server, 30);
    const dry = await data("repair", "--ttl-from", "now", "--dry-run");
    expect(dry).toMatchObject({ code: 1, stderr: "" });
    expect(dry.stdout).toContain("dry run, nothing was changed");
    expect(dry.stdout).toContain("to be rewrapped   30");
    expect(storedIn(server)).toEqual(before);
    expect(backups()).toEqual([]);

    const done = await data("repair", "--ttl-from", "now", "--yes");
    expect(done).toMatchObject({ code: 0, stderr: "" });
    expect(done.stdout).toContain(`Backup: ${onlyBackup()}\n`);
    expect(statSync(onlyBackup()).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(directory, ".kv-envelope/.gitignore"), "utf8")).toBe("*\n");
    const after = storedIn(server);
    for (const [key, value] of Object.entries(after)) {
      if (key.startsWith("session/")) expect(value).toMatch(repaired(Number(key.slice(8))));
      else expect(value).toBe(before[key]);
    }
    // Nothing remains, and no second backup is left of a run without work.
    expect((await data("repair", "--ttl-from", "now", "--yes")).code).toBe(0);
    expect((await data("scan")).code).toBe(0);
    expect(backups()).toHaveLength(1);

    server.seed("session/0007", "rewritten since");
    const compared = await data("restore", onlyBackup(), "--dry-run");
    expect(compared.stdout).toContain("to be restored    29");
    expect(storedIn(server)).toEqual({ ...after, "session/0007": "rewritten since" });
    const restored = await data("restore", onlyBackup(), "--yes");
    expect(restored).toEqual({
      code: 1,
      stdout: "kv-envelope data restore\n  restored    29\n",
      stderr: "kv-envelope: left: session/0007: was changed since the run, and keeps its value\n",
    });
    expect(storedIn(server)).toEqual({ ...before, "session/0007": "rewritten since" });
  });

  it("counts a ttl from when the entry was written with --ttl-from field, and keeps the Content-Type", async () => {
    server.clock.advance(-7_200_000);
    server.seed("over", '{"value":1,"expiration_ttl":60}');
    server.clock.advance(7_200_000);
    const beganAt = Date.now();
    await fetch(server.keyUrl("running"), {
      method: "PUT",
      headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
      body: '{"value":1,"ttl":3600}',
    });
    const endedAt = Date.now();
    const { code, stdout } = await data("repair", "--ttl-from", "field", "--yes", "--json");
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({
        done: { rewrapped: 2, rewritten: 0, moved: 0, deleted: 0, restored: 0, expiredAtOnce: 1 },
      }),
    ]);
    const [, expiresAt] =
      /^\{"value":1,"expires_at":(\d{13})\}$/.exec(storedIn(server)["running"] ?? "") ?? [];
    const writtenAt = Number(expiresAt) - 3_600_000;
    expect([writtenAt >= beganAt, writtenAt <= endedAt]).toEqual([true, true]);
    const response = await fetch(server.keyUrl("running"), {
      headers: { authorization: `Bearer ${server.apiKey}` },
    });
    expect(response.headers.get("content-type")).toBe("application/json");
    expect((await data("sweep", "--yes")).stdout).toContain("deleted     1");
    expect(Object.keys(storedIn(server))).toEqual(["running"]);
  });

  it("leaves what would be too large as an envelope, or has no ttl that can be used", async () => {
    const padding = "x".repeat(1_048_576 - '{"value":"","ttl":60}'.length);
    server.seed("large", `{"value":"${padding}","ttl":60}`);
    server.seed("fits", `{"value":"${padding.slice(25)}","ttl":60}`);
    server.seed("text", '{"value":1,"ttl":"60"}');
    const { code, stderr } = await data("repair", "--ttl-from", "now", "--yes");
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^kv-envelope: left: large: value must be at most 1048576 bytes as it is stored; got 1048\d{3}: .*\nkv-envelope: left: text: its ttl is "60", not a number of seconds above 0\n$/,
    );
    expect(
      Object.entries(storedIn(server)).map(([key, value]) => [key, value.includes("expires_at")]),
    ).toEqual([
      ["fits", true],
      ["large", false],
      ["text", false],
    ]);
  });

  it("moves keys with a colon, never over another value, and deletes the old key last", async () => {
    server.seed("session:1", legacy(1));
    server.seed("session:2", legacy(2));
    server.seed("session/2", "somebody else's");
    server.seed("raw:bytes", new Uint8Array([0xff, 0x01]));
    server.seed("a:b:c", "first or second");
    server.seed("a/b:c", "second or first");
    server.seed("un ique:1", "1");
    expect((await data("repair", "--ttl-from", "now", "--yes", "--prefix", "session:")).stderr).toContain(
      "--move-colons moves it to session/1",
    );
    server.requests.length = 0;
    const { code, stdout, stderr } = await data("repair", "--ttl-from", "now", "--move-colons", "--yes");
    expect(code).toBe(1);
    expect(stdout).toContain("rewrapped   1\n  moved       3\n");
    expect(stderr).toContain(
      "kv-envelope: left: session:2: can't be moved: session/2 is there already, with another value\n",
    );
    expect(stderr).toMatch(/left: a:b:c: can't be moved: another key is moved to a\/b\/c\n/);
    expect(stderr).toContain("left: un ique:1: key must be");
    const after = storedIn(server);
    expect(after["session/1"]).toMatch(repaired(1));
    expect(after).toMatchObject({
      "session:2": legacy(2),
      "session/2": "somebody else's",
      "raw/bytes": "\u00FF\u0001",
      "un ique:1": "1",
    });
    expect([after["session:1"], after["raw:bytes"], typeof after["a/b/c"]]).toEqual([
      undefined,
      undefined,
      "string",
    ]);
    const calls = server.requests
      .filter(({ key }) => key === "session:1" || key === "session/1")
      .map(({ method, key }) => `${method} ${key ?? ""}`);
    expect(calls).toEqual([
      "GET session:1",
      "GET session/1",
      "GET session:1",
      "PUT session/1",
      "GET session/1",
      "GET session:1",
      "DELETE session:1",
    ]);
    // The service takes no such key any more: the values stay where they are, and in the backup.
    const restored = await data("restore", onlyBackup(), "--yes");
    expect(restored.code).toBe(1);
    expect(restored.stderr).toMatch(/failed: session:1: key must be 1 to 256 characters/);
    expect(storedIn(server)).toEqual(after);
  });
});

describe("data sweep", () => {
  it("deletes expired envelopes and nothing else, and restore brings them back", async () => {
    const before = seedMixed(server, 2);
    expect((await data("sweep", "--dry-run")).code).toBe(1);
    expect(storedIn(server)).toEqual(before);
    expect(await data("sweep", "--yes", "--backup", "swept.jsonl")).toMatchObject({ code: 0, stderr: "" });
    expect(Object.keys(before).filter((key) => !server.entries().has(key))).toEqual(["envelope/expired"]);
    expect(await data("restore", "swept.jsonl", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(storedIn(server)).toEqual(before);
    expect(await data("sweep", "--yes", "--backup", "swept.jsonl")).toEqual({
      code: 2,
      stdout: "",
      stderr: `kv-envelope: --backup: ${directory}/swept.jsonl is the backup of a run that came to its end; allowed: a new file, or the backup of the same run that was interrupted\n`,
    });
  });
});

describe("packages/codemod/docs/stored-data.md", () => {
  it("holds commands that do what it says, one after the other", async () => {
    const page = readFileSync(new URL("../../packages/codemod/docs/stored-data.md", import.meta.url), "utf8");
    const commands = [...page.matchAll(/^npx @kv-envelope\/codemod data (.*)$/gm)].map(
      ([, command = ""]) => command,
    );
    const before = seedMixed(server, 3);
    const codes: unknown[] = [];
    for (const command of commands) {
      // The namespace is this test's.
      codes.push([
        command.split(" ")[0],
        (await data(...command.replace(" --namespace $KV_NAMESPACE_ID", "").split(" "))).code,
      ]);
      if (command.startsWith("restore")) expect(storedIn(server)).toEqual(before);
    }
    expect(codes).toEqual([
      ["scan", 1],
      ["repair", 1],
      ["repair", 0],
      ["restore", 0],
      ["sweep", 0],
      ["probe", 0],
      ["repair", 1],
    ]);
    expect(Object.keys(before).filter((key) => !server.entries().has(key))).toEqual(["envelope/expired"]);
    const { stdout } = await data("--help");
    for (const [option] of page.matchAll(/--[a-z][a-z-]+/g)) expect(stdout).toContain(option);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe("refusals", () => {
  it.each([
    [
      ["repair", "--ttl-from", "now"],
      "--yes: not given, and there is no terminal to ask on; data repair changes what is stored, so give --yes, or --dry-run to only look",
    ],
    [["restore", "none.jsonl", "--yes"], "data restore: none.jsonl: no such file"],
    [["restore", "other.json", "--yes"], "DIR/other.json: is no backup of this version of kv-envelope"],
    [
      ["restore", "foreign.jsonl", "--yes"],
      /^--namespace: "[-\w]+" given; allowed: the backup's own, "other"$/,
    ],
    [
      ["restore", "broken.jsonl", "--yes"],
      "DIR/broken.jsonl: line 2 is no line of a backup; nothing was changed",
    ],
    [
      ["sweep", "--yes", "--backup", "other.json"],
      "DIR/other.json: is no backup of this version of kv-envelope",
    ],
    [
      ["sweep", "--yes", "--backup", "broken.jsonl"],
      "DIR/broken.jsonl: line 2 is no line of a backup; nothing was changed",
    ],
    [
      ["sweep", "--yes", "--backup", "/dev/null"],
      "--backup: /dev/null is no file; allowed: a new file, or the backup of the same run that was interrupted",
    ],
    [["sweep", "--yes", "--backup", "other.json/x"], /^--backup: DIR\/other\.json\/x can't be written: /],
  ])("%j", async (args, message) => {
    const head = {
      format: "kv-envelope data backup",
      version: 1,
      command: "sweep",
      namespace: server.namespaceId,
      baseUrl: null,
      prefix: "",
      ttlFrom: null,
      to: "envelope",
      envelopes: false,
      moveColons: false,
    };
    writeFileSync(join(directory, "other.json"), "{}\n");
    writeFileSync(join(directory, "foreign.jsonl"), `${JSON.stringify({ ...head, namespace: "other" })}\n`);
    writeFileSync(
      join(directory, "broken.jsonl"),
      `${JSON.stringify(head)}\n{"key":"a","contentType":null,"before":"%%%","movedTo":null,"after":null}\n`,
    );
    server.seed("envelope/expired", '{"value":1,"expires_at":5}');
    const { code, stdout, stderr: told } = await data(...args);
    const stderr = told.replaceAll(directory, "DIR");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^kv-envelope: [^\n]+\n$/);
    if (typeof message === "string") expect(stderr).toBe(`kv-envelope: ${message}\n`);
    else expect(stderr.slice("kv-envelope: ".length).trimEnd()).toMatch(message);
    expect(server.entries().has("envelope/expired")).toBe(true);
  });

  it("begins anew where the service does not know an interrupted run's cursor any more", async () => {
    seedMixed(server, 2);
    const head = {
      format: "kv-envelope data backup",
      version: 1,
      command: "repair",
      namespace: server.namespaceId,
      baseUrl: server.url,
      prefix: "",
      // Of an earlier version, whose backups do not say what the entries became.
      ttlFrom: "now",
      moveColons: false,
    };
    writeFileSync(join(directory, "b.jsonl"), `${JSON.stringify(head)}\n{"cursor":"of yesterday"}\n`);
    expect((await data("repair", "--ttl-from", "drop", "--yes", "--backup", "b.jsonl")).stderr).toContain(
      "is the backup of a run with other options; allowed: ",
    );
    expect(await data("repair", "--ttl-from", "now", "--yes", "--backup", "b.jsonl")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("rewrapped   2\n"),
    });
  });

  it("leaves no backup of a run that never began", async () => {
    const wrong = { ...server, apiKey: "KEY-wrong" };
    expect((await runData(wrong, directory, ["sweep", "--yes"])).code).toBe(2);
    expect(backups()).toEqual([]);
  });

  it("never shows the API key", async () => {
    const { code, stdout, stderr } = await runBuilt(
      { ...server, apiKey: "KEY-wrong-and-secret" },
      directory,
      ["scan"],
    );
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^kv-envelope: data scan: KV list failed after 1 attempt: status 401, code 10009/);
    expect(stderr).not.toContain("secret");
  });

  /** What is said of a service that answers everything with a status. */
  const saidOf = async (status: number): Promise<Ran> => {
    await server.close();
    server = await startKvServer({ faults: () => ({ answer: { status } }) });
    return data("scan");
  };

  it.each([
    [401, "TELNYX_API_KEY holds no key that the service knows"],
    [403, "the key in TELNYX_API_KEY may not do this in that namespace"],
    [
      302,
      "it is a redirect, which is not followed, as the API key would go along: name the API's own address",
    ],
    [
      308,
      "it is a redirect, which is not followed, as the API key would go along: name the API's own address",
    ],
  ])("says what a person can do about a %i", async (status, hint) => {
    const { code, stdout, stderr } = await saidOf(status);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`; ${hint}`);
  });

  it("says no more about an answer that says it all", async () => {
    expect((await saidOf(400)).stderr).toMatch(/status 400[^;]*\n$/);
  });
});
