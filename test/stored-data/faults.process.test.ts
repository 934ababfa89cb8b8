// What becomes of a namespace when the way to it is rough, somebody else writes, or the run is killed.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { restStore } from "@kv-envelope/runtime/stores";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planRepair, planSweep } from "../../packages/codemod/src/data/entries/plan-change.js";
import { processNamespace, type ProcessOptions } from "../../packages/codemod/src/data/process.js";
import { inspectBackup } from "../../packages/codemod/src/data/backup/read-backup.js";
import { restore } from "../../packages/codemod/src/data/backup/restore.js";
import type { Tally } from "../../packages/codemod/src/data/tally.js";
import { createBackup, type Backup } from "../../packages/codemod/src/data/backup/write-backup.js";
import { startKvServer, type Fault, type KvServer } from "../kv-server/index.js";
import type { Faults } from "../kv-server/faults.js";
import {
  legacy,
  makeDirectory,
  removeDirectory,
  repaired,
  runBuilt,
  runData,
  seedMixed,
  storedIn,
} from "./namespace.js";

const ENTRIES = 60;
/** Kills of a run, each followed by one that resumes it: `KILLS=200` takes some minutes. */
const KILLS = Number(process.env["KILLS"] ?? 4);

const MOVE_KILLS = Math.ceil(KILLS / 2);

let server: KvServer;
let faults: Faults;
let directory: string;
beforeEach(async () => {
  faults = () => undefined;
  server = await startKvServer({ olderKeys: true, faults: (request) => faults(request) });
  directory = makeDirectory();
});
afterEach(async () => {
  removeDirectory(directory);
  await server.close();
});

/** Numbers in [0, 1) that are the same in each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const store = (maxRetries: number) =>
  restStore({
    namespaceId: server.namespaceId,
    apiKey: server.apiKey,
    baseUrl: server.url,
    retryDelayMs: 1,
    maxRetryDelayMs: 5,
    maxRetries,
  });
const head = {
  command: "repair" as const,
  namespace: "n",
  baseUrl: null,
  prefix: "",
  ttlFrom: "now",
  to: "envelope",
  envelopes: false,
  moveColons: true,
};

const planRepairNow: ProcessOptions["plan"] = (entry, nowMs) =>
  planRepair(entry, { to: "envelope", envelopes: false, ttlFrom: "now", moveColons: true }, nowMs);

/** Repairs or sweeps in this process. */
async function change(kind: "repair" | "sweep", file: string, maxRetries = 20): Promise<Tally> {
  const backup = await createBackup(file, head);
  try {
    return await processNamespace({
      store: store(maxRetries),
      prefix: "",
      concurrency: 8,
      now: Date.now,
      cursor: undefined,
      backup,
      plan: kind === "sweep" ? planSweep : planRepairNow,
      onProgress: () => undefined,
    });
  } finally {
    await backup.end();
  }
}

const restoreFrom = (file: string): Promise<Tally> =>
  restore({
    store: store(20),
    file,
    concurrency: 8,
    dryRun: false,
    now: Date.now,
    onProgress: () => undefined,
  });

const storedKeys = (): string[] => [...server.entries().keys()];

/** How many entries are repaired; throws where one is neither old nor new. */
function repairedEntries(before: Readonly<Record<string, string>>): number {
  const now = storedIn(server);
  expect(Object.keys(now)).toEqual(Object.keys(before));
  return Object.entries(now).filter(([key, value]) => {
    if (value === before[key]) return false;
    if (repaired(Number(key.slice("session/".length))).test(value)) return true;
    throw new Error(`${key} is neither old nor new: ${value}`);
  }).length;
}

const FAULTS: readonly Fault[] = [
  { answer: { status: 429, headers: { "retry-after": "0" } } },
  { answer: { status: 500 } },
  { answer: { status: 503 } },
  { drop: "before" },
  { drop: "after" },
  { drop: "inBody" },
];

describe("faults on the way", () => {
  it("finishes through 429, 5xx and dropped connections, and is taken back through them", async () => {
    const before = seedMixed(server, ENTRIES);
    const next = random(7);
    faults = () => (next() < 0.3 ? FAULTS[Math.floor(next() * FAULTS.length)] : undefined);
    const file = join(directory, "b.jsonl");
    const tally = await change("repair", file);
    expect([tally.countOf("rewrapped"), tally.failed.count, tally.left.count]).toEqual([ENTRIES, 0, 0]);
    expect(repairedEntries(before)).toBe(ENTRIES);
    expect((await restoreFrom(file)).countOf("restored")).toBe(ENTRIES);
    expect(storedIn(server)).toEqual(before);
  });

  it("reports what fails for good, leaves it old or new, and repairs the rest", async () => {
    const before = seedMixed(server, ENTRIES);
    faults = ({ method, url }) =>
      method === "PUT" && /00[12]\d$/.test(url)
        ? url.endsWith("5")
          ? { drop: "after" }
          : { answer: { status: 500 } }
        : undefined;
    const tally = await change("repair", join(directory, "b.jsonl"), 1);
    expect([tally.countOf("rewrapped"), tally.failed.count]).toEqual([ENTRIES - 20, 20]);
    expect(tally.failed.kept[0]?.reason).toMatch(/^KV put of "session\/00\d\d" failed after 2 attempts/);
    // Two puts were carried out, and only their answers lost.
    expect(repairedEntries(before)).toBe(ENTRIES - 18);
    faults = () => undefined;
    expect((await change("repair", join(directory, "c.jsonl"))).countOf("rewrapped")).toBe(18);
    for (const name of ["c.jsonl", "b.jsonl"]) await restoreFrom(join(directory, name));
    expect(storedIn(server)).toEqual(before);
  });
});

it("changes nothing that the backup does not hold, where the disk is full", async () => {
  const before = seedMixed(server, ENTRIES);
  let batches = 0;
  const full: Backup = {
    file: "b.jsonl",
    entries: () => 0,
    reach: async () => {},
    end: async () => {},
    leave: async () => {},
    add: async () => Promise.reject(new Error(`ENOSPC ${++batches}`)),
  };
  const options = {
    store: store(0),
    prefix: "",
    concurrency: 8,
    now: Date.now,
    cursor: undefined,
    backup: full,
    plan: planRepairNow,
    onProgress: () => undefined,
  };
  await expect(processNamespace(options)).rejects.toThrow("ENOSPC 1");
  expect(storedIn(server)).toEqual(before);
});

describe("another writer", () => {
  /** Rewrites an entry when it is read for the second time: just before it is changed. */
  const rewriteBeforeChange = (key: string, value: string): void => {
    let reads = 0;
    faults = ({ method, url }) => {
      if (method === "GET" && url.endsWith(`/keys/${encodeURIComponent(key)}`) && ++reads === 2)
        server.seed(key, value);
      return undefined;
    };
  };

  it("keeps what was written between the scan and the change", async () => {
    server.seed("session/1", legacy(1));
    rewriteBeforeChange("session/1", "newer");
    const tally = await change("repair", join(directory, "b.jsonl"));
    expect(tally.left.kept).toEqual([
      { key: "session/1", reason: "was changed since it was read, and is left to the next run" },
    ]);
    expect(storedIn(server)).toEqual({ "session/1": "newer" });
    expect((await restoreFrom(join(directory, "b.jsonl"))).left.count).toBe(1);
    expect(storedIn(server)).toEqual({ "session/1": "newer" });
  });

  it("deletes nothing that lives again", async () => {
    server.seed("e", '{"value":1,"expires_at":5}');
    rewriteBeforeChange("e", '{"value":2,"expires_at":99999999999999}');
    expect((await change("sweep", join(directory, "b.jsonl"))).countOf("deleted")).toBe(0);
    expect(storedIn(server)).toEqual({ e: '{"value":2,"expires_at":99999999999999}' });
  });

  it("keeps both keys where the old one was written while it was moved", async () => {
    server.seed("s:1", "old");
    faults = ({ method, url }) => {
      if (method === "PUT" && url.endsWith("s%2F1")) server.seed("s:1", "newer");
      return undefined;
    };
    const tally = await change("repair", join(directory, "b.jsonl"));
    expect(tally.left.kept).toEqual([
      { key: "s:1", reason: "was changed while it was copied to s/1; both keys are kept" },
    ]);
    expect(storedIn(server)).toEqual({ "s/1": "old", "s:1": "newer" });
  });

  it("finishes a move that was killed between copy and delete, whatever expiry the copy got", async () => {
    server.seed("s:1", legacy(1));
    server.seed("s/1", '{"value":{"id":1.0, "name":"\\u00e9"},"expires_at":99999999999999}');
    expect((await change("repair", join(directory, "b.jsonl"))).countOf("moved")).toBe(1);
    expect(storedIn(server)).toEqual({
      "s/1": '{"value":{"id":1.0, "name":"\\u00e9"},"expires_at":99999999999999}',
    });
  });

  it("moves nothing into a value that has expired", async () => {
    const expired = '{"value":{"id":1.0, "name":"\\u00e9"},"expires_at":5}';
    server.seed("s:1", legacy(1));
    server.seed("s/1", expired);
    expect((await change("repair", join(directory, "b.jsonl"))).left.kept).toEqual([
      { key: "s:1", reason: "can't be moved: s/1 is there already, with another value" },
    ]);
    expect(storedIn(server)).toEqual({ "s/1": expired, "s:1": legacy(1) });
  });
});

describe("a run that is killed", () => {
  const REPAIR = ["repair", "--ttl-from", "now", "--yes", "--backup", "b.jsonl"];

  /**
   * Runs a command, and kills it when the service gets its `killAt`th request. That one is carried out, and its answer
   * held; what comes after it is not carried out.
   */
  const runAndKill = async (args: readonly string[], killAt: number): Promise<number | null> => {
    let seen = 0;
    let kill = (): unknown => undefined;
    faults = () => {
      seen += 1;
      if (seen < killAt) return undefined;
      kill();
      return { hold: seen === killAt ? "after" : "before" };
    };
    const { code } = await runBuilt(server, directory, args, (child) => {
      kill = () => child.kill("SIGKILL");
    });
    faults = () => undefined;
    return code;
  };

  it(`leaves each entry old or new at any of ${KILLS} moments, and the next run finishes it`, async () => {
    const next = random(KILLS);
    // A list, then per entry a read, a read again and a write.
    const requests = 1 + 5 + ENTRIES * 3;
    let halves = 0;
    for (let trial = 0; trial < KILLS; trial += 1) {
      for (const key of storedKeys())
        await fetch(server.keyUrl(key), {
          method: "DELETE",
          headers: { authorization: `Bearer ${server.apiKey}` },
        });
      const before = seedMixed(server, ENTRIES);
      removeDirectory(directory);
      directory = makeDirectory();
      const killAt = Math.ceil(((trial + next()) / KILLS) * requests);
      const code = await runAndKill(REPAIR, killAt);
      expect(code === null || code === 0).toBe(true);
      const changed = repairedEntries(before);
      if (changed > 0 && changed < ENTRIES) halves += 1;
      // What was changed is in the backup as it was.
      const lines = readFileSync(join(directory, "b.jsonl"), "utf8")
        .split("\n")
        .slice(0, -1)
        .map((line) => Object(JSON.parse(line)) as Record<string, unknown>);
      const held = new Map(
        lines.map(({ key, before: bytes }) => [key, Buffer.from(String(bytes), "base64").toString()]),
      );
      for (const [key, value] of Object.entries(storedIn(server)))
        if (value !== before[key]) expect(held.get(key)).toBe(before[key]);

      if (code === null && trial % 2 === 0) {
        const resumed = await runData(server, directory, REPAIR);
        expect(resumed).toMatchObject({ code: 0, stderr: "" });
        expect(resumed.stdout).toContain("the rest of an interrupted run");
        expect(repairedEntries(before)).toBe(ENTRIES);
      }
      // Of a run that was not finished, too.
      expect((await restoreFrom(join(directory, "b.jsonl"))).countOf("restored")).toBe(
        code === null && trial % 2 === 0 ? ENTRIES : changed,
      );
      expect(storedIn(server)).toEqual(before);
    }
    // Else nothing was killed in its midst.
    expect(halves).toBeGreaterThanOrEqual(KILLS / 4);
  }, 600_000);

  it(`loses no value while keys are moved, nor an expired one that is swept, at any of ${MOVE_KILLS} moments`, async () => {
    const next = random(MOVE_KILLS);
    const COUNT = 40;
    const move = ["repair", "--ttl-from", "now", "--move-colons", "--yes", "--backup", "m.jsonl"];
    const sweep = ["sweep", "--yes", "--backup", "s.jsonl"];
    for (let trial = 0; trial < MOVE_KILLS; trial += 1) {
      for (const key of storedKeys())
        await fetch(server.keyUrl(key), {
          method: "DELETE",
          headers: { authorization: `Bearer ${server.apiKey}` },
        });
      removeDirectory(directory);
      directory = makeDirectory();
      for (let index = 0; index < COUNT; index += 1) server.seed(`s:${index}`, legacy(index));
      const at = (trial + next()) / MOVE_KILLS;
      expect(await runAndKill(move, Math.ceil(at * (1 + COUNT * 7)))).toBeNull();
      for (let index = 0; index < COUNT; index += 1) {
        const { [`s:${index}`]: old, [`s/${index}`]: moved } = storedIn(server);
        expect([old ?? legacy(index), old ?? moved]).toEqual([legacy(index), expect.any(String)]);
        if (moved !== undefined) expect(moved).toMatch(repaired(index));
      }
      expect(await runData(server, directory, move)).toMatchObject({ code: 0, stderr: "" });
      expect(
        Object.entries(storedIn(server)).filter(
          ([key, value]) => key.startsWith("s/") && repaired(Number(key.slice(2))).test(value),
        ),
      ).toHaveLength(COUNT);
      expect(storedKeys()).toHaveLength(COUNT);

      for (let index = 0; index < COUNT; index += 1)
        server.seed(`e/${index}`, `{"value":${index},"expires_at":5}`);
      const before = storedIn(server);
      expect(await runAndKill(sweep, Math.ceil(at * (1 + COUNT * 4)))).toBeNull();
      const left = storedKeys().length;
      if (trial % 2 === 0)
        expect(await runData(server, directory, sweep)).toMatchObject({ code: 0, stderr: "" });
      expect(storedKeys()).toHaveLength(trial % 2 === 0 ? COUNT : left);
      // Killed before its first page was backed up, it has no backup with entries in it.
      await restoreFrom(join(directory, "s.jsonl"));
      expect(storedIn(server)).toEqual(before);
    }
  }, 600_000);

  it("goes on from its cursor, past a line that was cut off", async () => {
    for (let index = 0; index < 1010; index += 1) server.seed(`k/${String(index).padStart(4, "0")}`, "plain");
    server.seed("k/1009", legacy(1));
    let lists = 0;
    let kill = (): unknown => undefined;
    // When it asks for its second page.
    faults = ({ url }) => {
      if (!/\/keys(\?|$)/.test(url) || ++lists < 2) return undefined;
      kill();
      return { hold: "before" };
    };
    await runBuilt(server, directory, [...REPAIR, "--concurrency", "32"], (child) => {
      kill = () => child.kill("SIGKILL");
    });
    const file = join(directory, "b.jsonl");
    const { cursor, isEnded, wholeBytes } = await inspectBackup(file);
    expect([typeof cursor, isEnded, wholeBytes]).toEqual(["string", false, readFileSync(file).length]);
    writeFileSync(file, '{"key":"k/10', { flag: "a" });
    faults = () => undefined;
    server.requests.length = 0;
    const resumed = await runData(server, directory, [...REPAIR, "--json"]);
    expect([resumed.code, JSON.parse(resumed.stdout)]).toEqual([
      0,
      expect.objectContaining({ resumed: true, done: expect.objectContaining({ rewrapped: 1 }) }),
    ]);
    expect(server.requests.length).toBeLessThan(50);
    expect((await inspectBackup(file)).isEnded).toBe(true);
    expect(
      createHash("sha256")
        .update(storedIn(server)["k/1009"] ?? "")
        .digest("hex"),
    ).toBe(/"after":"(\w+)"/.exec(readFileSync(file, "utf8"))?.[1]);
  });
});
