import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { jsonReport, migrate, UsageError } from "../../src/index.js";
import type { MigrateEvent, MigrateOptions } from "../../src/index.js";
import { CLEAN, FLAGGED, flaggedIn, gitProject, project } from "../support/project.js";
import type { Project } from "../support/project.js";

const MODULE = { "package.json": '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }' };
const QUERY =
  'const url = `https://api.telnyx.com/v2/storage/kvs/${id}/keys/code?expiration_ttl=60`;\nawait fetch(url, { method: "PUT", body: code });\n';
const READ =
  "export const load = async (id) => (await fetch(`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_ID}/keys/session-${id}`)).json();\n";
const BROKEN = `${FLAGGED}const = ;\n`;

async function eventsOf(options: MigrateOptions): Promise<MigrateEvent[]> {
  const events: MigrateEvent[] = [];
  for await (const event of migrate(options)) events.push(event);
  return events;
}

/** What is told, a word an event, without how far the search is. */
const told = (events: readonly MigrateEvent[]): string[] =>
  events.flatMap((event) => {
    if (event.type === "progress") return [];
    if (event.type === "done") return [`done ${event.exitCode}`];
    return event.type === "error"
      ? [`error ${event.file}`]
      : [`${event.type} ${event.item.access} ${event.item.file}`];
  });

const itemsOf = (events: readonly MigrateEvent[], access: "write" | "read"): unknown[] =>
  events.flatMap((event) => {
    if (event.type !== "rewritten" && event.type !== "left") return [];
    const { access: found, ...item } = event.item;
    return found === access ? [item] : [];
  });

describe("migrate", () => {
  it("tells what it finds and would do, and changes nothing unless asked to", async () => {
    const { root, read } = project({ ...MODULE, "load.js": READ, "query.js": QUERY, "save.js": FLAGGED });
    const events = await eventsOf({ root });
    expect(told(events)).toEqual([
      ...["found read load.js", "found write query.js", "found write save.js"],
      ...["rewritten read load.js", "left write query.js", "rewritten write save.js", "done 1"],
    ]);
    expect(events.find(({ type }) => type === "left")).toMatchObject({
      item: { fields: ["expiration_ttl"], reason: expect.stringContaining("ttl_secs") },
    });
    const found = events.find(({ type }) => type === "found");
    expect(found).toEqual({
      type: "found",
      item: {
        access: "read",
        file: "load.js",
        line: 1,
        column: 42,
        endLine: 1,
        endColumn: 128,
        stores: expect.any(Array),
      },
    });
    expect(events.at(-1)).toMatchObject({
      result: {
        dryRun: true,
        outcomes: [{ file: "load.js", status: "changed", change: { before: READ } }, {}, {}],
      },
    });
    expect([read("load.js"), read("save.js"), existsSync(join(root, ".kv-envelope"))]).toEqual([
      READ,
      FLAGGED,
      false,
    ]);
  });

  it("writes on request, and tells of all that was found before the first file is written", async () => {
    const old: Readonly<Record<string, string>> = { "a.js": FLAGGED, "b.js": flaggedIn("token") };
    const { root, cli, read } = project({ ...MODULE, ...old });
    const texts: string[] = [];
    for await (const event of migrate({ root, write: true })) {
      if (event.type === "found" || event.type === "rewritten")
        texts.push(
          `${event.type} ${Object.keys(old)
            .map((file) => (read(file) === old[file] ? "old" : "new"))
            .join()}`,
        );
      if (event.type === "done")
        expect(event).toMatchObject({ exitCode: 0, result: { dryRun: false, totals: { changed: 2 } } });
    }
    expect(texts).toEqual(["found old,old", "found old,old", "rewritten new,old", "rewritten new,new"]);
    expect(told(await eventsOf({ root, write: true }))).toEqual(["done 0"]);
    expect((await cli("undo")).code).toBe(0);
    expect(read("a.js")).toBe(FLAGGED);
  });

  it.skipIf(process.platform === "win32")(
    "tells of files that can't be parsed or written, and goes on",
    async () => {
      const { root, read } = project({
        ...MODULE,
        "fixed.js": FLAGGED,
        "open.js": flaggedIn("token"),
        "other/package.json": "{}",
        "other/bad.js": BROKEN,
      });
      chmodSync(join(root, "fixed.js"), 0o444);
      const events = await eventsOf({ root, write: true });
      expect(told(events)).toEqual([
        ...[
          "found write fixed.js",
          "found write open.js",
          "error fixed.js",
          "left write fixed.js",
          "rewritten write open.js",
          "error other/bad.js",
          "done 1",
        ],
      ]);
      expect(events.flatMap((event) => (event.type === "error" ? [event.message] : []))).toEqual([
        "can't be written: is read-only, so it is not written",
        expect.stringMatching(/^can't be parsed: 8:7 /),
      ]);
      expect([read("fixed.js") === FLAGGED, read("open.js").includes("encodeEnvelope")]).toEqual([
        true,
        true,
      ]);
    },
  );

  it("takes the options of the command line", async () => {
    const { root, read, write } = gitProject({
      ...MODULE,
      "src/a.js": FLAGGED,
      "src/gen/b.js": FLAGGED,
      "c.js": FLAGGED,
      "mine.json": '{ "serverTtl": ["cli"] }',
    });
    const written = async (options: MigrateOptions): Promise<unknown> => {
      const done = (await eventsOf({ root, ...options })).at(-1);
      return done?.type === "done"
        ? {
            changed: done.result.outcomes.flatMap(({ file, status }) => (status === "changed" ? [file] : [])),
            settings: done.result.settings,
            created: done.result.creation?.file,
          }
        : done;
    };
    expect(await written({ paths: ["src"], ignore: ["gen"], config: "mine.json" })).toEqual({
      changed: ["src/a.js"],
      settings: { serverTtl: ["cli"] },
      created: undefined,
    });
    expect(await written({ settings: { serverTtl: ["binding"] }, since: "HEAD" })).toEqual({
      changed: [],
      settings: { serverTtl: ["binding"] },
      created: undefined,
    });
    expect(await written({ phase: "reads" })).toMatchObject({ changed: [] });
    expect(await written({ staged: true })).toMatchObject({ changed: [] });
    expect(await written({ helpers: { file: "lib/kv.js" } })).toMatchObject({
      changed: ["c.js", "src/a.js", "src/gen/b.js"],
      created: "lib/kv.js",
    });
    expect(await written({ helpers: "package", allowPartial: true })).toMatchObject({
      settings: { helpers: { module: "@kv-envelope/runtime" } },
    });
    write("notes.md", "mine");
    await expect(written({ write: true })).rejects.toThrow(
      "write: git has uncommitted changes here (notes.md); commit or stash them, or pass allowDirty",
    );
    expect(read("c.js")).toBe(FLAGGED);
    expect(await written({ write: true, allowDirty: ["notes.md"] })).toMatchObject({
      changed: ["c.js", "src/a.js", "src/gen/b.js"],
    });
    write("c.js", FLAGGED);
    expect(await written({ write: true, allowDirty: true })).toMatchObject({ changed: ["c.js"] });
  });

  it("looks at the working directory by default, and tells the command line's faults in its own words", async () => {
    const { root } = project({ ...MODULE, "a.js": FLAGGED });
    await expect(eventsOf({ root, since: "HEAD" })).rejects.toThrow(
      new UsageError("since: the current directory is in no git work tree; run without since"),
    );
    await expect(eventsOf({ root, paths: ["nope"] })).rejects.toThrow(
      new UsageError("nope: no such file or directory"),
    );
    await expect(eventsOf({ root, config: "none.json" })).rejects.toThrow(
      new UsageError("config: none.json: no such file"),
    );
    await expect(eventsOf({ root, helpers: { file: "../kv.js" } })).rejects.toThrow(
      new UsageError("helpers: ../kv.js leads out of the current directory; allowed: a path inside it"),
    );
    vi.spyOn(process, "cwd").mockReturnValue(root);
    expect(told(await eventsOf({}))).toEqual(["found write a.js", "rewritten write a.js", "done 1"]);
  });

  it.each([
    [null, "options: null given; allowed: an object"],
    ["src", 'options: "src" given; allowed: an object'],
    [
      { wirte: true },
      'wirte: unknown option; did you mean "write"? (allowed: root, paths, ignore, config, settings, helpers, phase, expiry, unwrap, envelopes, since, staged, markdown, write, allowDirty, allowPartial, format, signal)',
    ],
    [{ expiry: "redis" }, 'expiry: "redis" given; allowed: envelope, server or both'],
    [
      { expiry: "server", phase: "reads" },
      'phase: "reads" given with the expiry "server", which changes no read; allowed: all (of reads, writes or all)',
    ],
    [
      { envelopes: true, expiry: "both" },
      'envelopes: given with the expiry "both"; allowed: with expiry server, which ends them',
    ],
    [{ unwrap: "yes", expiry: "server" }, 'unwrap: "yes" given; allowed: true or false'],
    [
      { unwrap: true, expiry: "envelope" },
      'unwrap: given with the expiry "envelope"; allowed: with expiry server, as the service alone ends a value that is stored by itself',
    ],
    [
      { unwrap: true, expiry: "both" },
      'unwrap: given with the expiry "both"; allowed: with expiry server, as the service alone ends a value that is stored by itself',
    ],
    [{ root: 1 }, "root: 1 given; allowed: the path of a directory"],
    [{ root: "/no/such/place" }, 'root: "/no/such/place" given; allowed: the path of a directory'],
    [{ paths: "src" }, 'paths: "src" given; allowed: an array of paths, for example ["src"]'],
    [{ paths: [""] }, "paths: [ '' ] given; allowed: an array of paths, for example [\"src\"]"],
    [
      { ignore: [/gen/] },
      'ignore: [ /gen/ ] given; allowed: an array of globs, for example ["src/generated/**"]',
    ],
    [{ config: {} }, "config: {} given; allowed: the path of a JSON file"],
    [{ settings: [] }, "settings: [] given; allowed: an object, as in kv-envelope.config.json"],
    [{ settings: { serverTtl: "cli" } }, /^settings\.serverTtl/],
    [
      { settings: {}, config: "a.json" },
      "settings: not allowed with config; config names a file that holds the settings",
    ],
    [{ helpers: "file=kv.ts" }, 'helpers: "file=kv.ts" given; allowed: "package", or { file: PATH }'],
    [
      { helpers: { file: "kv.py" } },
      'helpers.file: "kv.py" given; allowed: a path that ends in .ts, .mts, .js, .mjs, .cjs',
    ],
    [{ phase: "read" }, 'phase: "read" given; allowed: reads, writes or all'],
    [{ since: true }, "since: true given; allowed: a commit, branch or tag"],
    [
      { since: "main", staged: true },
      "staged: not allowed with since; staged takes what is staged, since what changed since a commit",
    ],
    [{ staged: "yes" }, 'staged: "yes" given; allowed: true or false'],
    [{ write: 1 }, "write: 1 given; allowed: true or false"],
    [
      { allowDirty: "report.md" },
      'allowDirty: "report.md" given; allowed: true, false, or an array of paths',
    ],
    [{ allowPartial: null }, "allowPartial: null given; allowed: true or false"],
    [{ format: "prettier" }, 'format: "prettier" given; allowed: true or false'],
    [{ signal: {} }, "signal: {} given; allowed: an AbortSignal"],
  ])("refuses %j at once", (given: unknown, message) => {
    // As JavaScript calls it.
    const call = (): unknown => Reflect.apply(migrate, undefined, [given]);
    expect(call).toThrow(UsageError);
    if (typeof message === "string") expect(call).toThrow(new UsageError(message));
    else expect(call).toThrow(message);
  });
});

describe("the events", () => {
  const folder = fileURLToPath(new URL("../../../../test/programs", import.meta.url));
  const programs = ["25-two-namespaces"].map((name) => [name, join(folder, name, "before")] as const);
  const cases = fileURLToPath(new URL("../../../../../shared/cases", import.meta.url));

  it.each(existsSync(cases) ? [...programs, ["the shared cases", cases] as const] : programs)(
    "say the same as --json of %s",
    async (_name, directory) => {
      const { root, cli } = project({ ...MODULE });
      mkdirSync(join(root, "program"));
      spawnSync("cp", ["-r", `${directory}/.`, join(root, "program")]);
      const report: unknown = JSON.parse((await cli("--json")).stdout);
      const events = await eventsOf({ root });
      const done = events.at(-1);
      expect(done?.type === "done" && JSON.parse(JSON.stringify(jsonReport(done.result)))).toEqual(report);
      expect(report).toMatchObject({ findings: itemsOf(events, "write"), reads: itemsOf(events, "read") });
      expect(itemsOf(events, "write").length).toBeGreaterThan(0);
      expect(events.filter(({ type }) => type === "found")).toHaveLength(
        itemsOf(events, "write").length + itemsOf(events, "read").length,
      );
    },
  );
});

describe("an abort", () => {
  const names = ["a.js", "b.js", "c.js", "d.js"];
  const files = { ...MODULE, ...Object.fromEntries(names.map((name) => [name, flaggedIn(name)])) };
  const reason = new Error("enough");
  const versions = ({ read }: Project, migrated: string): string[] =>
    names.map((name) => {
      const text = read(name);
      const now = migrated.replaceAll("a.js-", `${name}-`);
      expect([flaggedIn(name), now]).toContain(text);
      return text === now ? "new" : "old";
    });

  /** Stops a run when it has told so many things but how far it is. */
  async function stopAfter(root: string, count: number, how: "abort" | "break"): Promise<void> {
    const controller = new AbortController();
    let left = count;
    if (left === 0) controller.abort(reason);
    for await (const event of migrate({ root, write: true, signal: controller.signal })) {
      if (event.type === "progress") continue;
      left -= 1;
      if (left === 0 && how === "break") break;
      if (left === 0) controller.abort(reason);
    }
  }

  it("leaves every file old before the first is written, and later old or new, for the next run to finish or undo", async () => {
    const whole = project(files);
    await eventsOf({ root: whole.root, write: true });
    const migrated = whole.read("a.js");
    // Four are found, then four are rewritten; after the last event there is nothing left to be stopped.
    for (let count = 0; count <= 8; count += 1) {
      for (const how of count === 0 ? (["abort"] as const) : (["abort", "break"] as const)) {
        const made = project(files);
        const stopped = stopAfter(made.root, count, how);
        if (how === "abort") await expect(stopped).rejects.toBe(reason);
        else await stopped;
        const written = Math.max(0, count - 4);
        expect(versions(made, migrated), `${how} after ${count}`).toEqual(
          names.map((_, index) => (index < written ? "new" : "old")),
        );
        if (written === 0) expect(readdirSync(made.root).sort()).toEqual([...names, "package.json"].sort());
        else if (count % 2 === 0) {
          const done = (await eventsOf({ root: made.root, write: true })).at(-1);
          expect(done).toMatchObject({
            exitCode: 0,
            result: {
              problems: [
                `an earlier run was interrupted and is finished now: ${4 - written} of its 4 files were still to be written`,
              ],
            },
          });
          expect(versions(made, migrated)).toEqual(["new", "new", "new", "new"]);
        } else {
          await expect(eventsOf({ root: made.root })).rejects.toThrow(
            "an earlier run was interrupted here: write finishes it, kv-envelope undo takes it back",
          );
          expect((await made.cli("undo")).code).toBe(0);
          expect(versions(made, migrated)).toEqual(["old", "old", "old", "old"]);
        }
      }
    }
  });

  /** As on a machine that takes a whole slice of time for each step, so that the work gives way after each. */
  const giveWayAfterEachStep = (): void => {
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => (now += 1000));
  };

  const many = Object.fromEntries(
    Array.from({ length: 150 }, (_, number) => [
      `save-${number}.js`,
      FLAGGED.replace("session-", `session-${number}-`),
    ]),
  );

  it("is heard while files are read and looked at, and changes nothing then", async () => {
    const { root, read } = project({ ...MODULE, ...many });
    giveWayAfterEachStep();
    let stops = 0;
    for (let wanted = 1; wanted < 40; wanted += wanted) {
      const controller = new AbortController();
      let seen = 0;
      const running = (async () => {
        for await (const event of migrate({ root, write: wanted > 1, signal: controller.signal })) {
          expect(event.type).toBe("progress");
          seen += 1;
          // By a timer, as a signal of the process comes: it is heard only where the work gives way.
          if (seen === wanted) await nextTurn().then(() => controller.abort(reason));
          if (seen > 3 && wanted > 3) controller.abort(reason);
        }
      })();
      await expect(running).rejects.toBe(reason);
      stops += 1;
      expect(existsSync(join(root, ".kv-envelope"))).toBe(false);
      expect(Object.keys(many).filter((name) => read(name) !== many[name])).toEqual([]);
    }
    expect(stops).toBe(6);
  });

  it("lets the rest of the process get on meanwhile", async () => {
    const { root } = project({
      ...MODULE,
      ...Object.fromEntries(Array.from({ length: 60 }, (_, number) => [`save-${number}.js`, FLAGGED])),
      "clean.js": CLEAN,
    });
    giveWayAfterEachStep();
    const waiting: number[] = [];
    let count = 0;
    for await (const { type } of migrate({ root })) {
      if (type !== "progress") continue;
      waiting.push(count);
      count += 1;
      setImmediate(() => (count -= 1));
    }
    // What was to be done at one step has been done by the next.
    expect(waiting.length).toBeGreaterThan(60);
    expect(new Set(waiting)).toEqual(new Set([0]));
  });
});

describe("the example of docs/from-code.md", () => {
  it("does what it says", () => {
    const page = readFileSync(new URL("../../docs/from-code.md", import.meta.url), "utf8");
    const [, code = ""] = /^```js\n([^]*?)^```$/m.exec(page) ?? [];
    const { root, write, read } = project({
      "example.mjs": code,
      "services/api/package.json": MODULE["package.json"],
      "services/api/save.js": FLAGGED,
      "services/api/load.js": READ,
      "services/api/query.js": QUERY,
    });
    mkdirSync(join(root, "node_modules/@kv-envelope"), { recursive: true });
    symlinkSync(
      fileURLToPath(new URL("../..", import.meta.url)),
      join(root, "node_modules/@kv-envelope/codemod"),
    );
    write("services/api/bad.js", "");
    const { status, stdout, stderr } = spawnSync(process.execPath, ["example.mjs"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(stdout).toMatch(
      /^query\.js:1 the field stands in the query: [^\n]*\nsave\.js:5 waits for the phase of the writes[^\n]*\n1 file changed\n$/,
    );
    expect(status).toBe(1);
    expect([read("services/api/load.js") === READ, read("services/api/save.js")]).toEqual([false, FLAGGED]);
  });
});
