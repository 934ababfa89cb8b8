import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { SearchBounds } from "../../../detector/src/eval/search-bounds.js";
import { Tracker } from "../../../detector/src/flow/track/tracker.js";
import { migrateProgram } from "../../src/index.js";
import { project } from "../support/project.js";

const KV = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/\${key}\`;
export const kvPut = (key, body) => fetch(url(key), { method: "PUT", body });
export async function kvGet(key) {
  const res = await fetch(url(key));
  return res.status === 404 ? null : res.text();
}
`;
const SESSIONS = `import { kvGet, kvPut } from "./lib/kv.js";
export const save = (id, user) => kvPut(\`session/\${id}\`, JSON.stringify({ value: user, expiration_ttl: 60 }));
export async function load(id) {
  const raw = await kvGet(\`session/\${id}\`);
  return raw === null ? null : JSON.parse(raw).value;
}
`;
const PROGRAM = { "lib/kv.js": KV, "sessions.js": SESSIONS };
/** Reads the ttl back, which an envelope has not: nobody can rewrite that read without a guess. */
const REPORT = `import { kvGet } from "./lib/kv.js";
export async function lifetime(id) {
  const { expiration_ttl } = JSON.parse(await kvGet(\`session/\${id}\`));
  return expiration_ttl;
}
`;

const statuses = (items: readonly { readonly status: string }[]): string[] =>
  items.map(({ status }) => status);

describe("a store with a read that can't be rewritten", () => {
  it("keeps its writes as they are, in whichever file, and names the chain", () => {
    const { files, findings, reads } = migrateProgram({ ...PROGRAM, "report.js": REPORT });
    expect(files).toEqual({ ...PROGRAM, "report.js": REPORT });
    expect(statuses(findings)).toEqual(["left"]);
    expect(findings[0]).toMatchObject({ file: "sessions.js", line: 2 });
    expect(findings[0]?.reason).toBe(
      "a read of the same store (lib/kv.js:4:21) can't be rewritten: the stored ttl is read back, and an envelope keeps the time of the end instead: read `expires_at` by hand with `decodeEnvelope`",
    );
    expect(reads).toMatchObject([{ file: "lib/kv.js", line: 4, status: "left" }]);
  });

  it("does not hold back another store", () => {
    const other = SESSIONS.replaceAll("session/", "cart/").replaceAll("./lib/kv.js", "./lib/carts.js");
    const carts = KV.replaceAll("KV_ID", "CARTS_ID");
    const { files, findings } = migrateProgram({
      ...PROGRAM,
      "report.js": REPORT,
      "lib/carts.js": carts,
      "carts.js": other,
    });
    expect(findings.map(({ file, status }) => `${file} ${status}`)).toEqual([
      "carts.js rewritten",
      "sessions.js left",
    ]);
    expect(files["sessions.js"]).toBe(SESSIONS);
    expect(files["carts.js"]).toContain("encodeEnvelope");
  });

  it("is rewritten all the same with --allow-partial", async () => {
    const { findings, reads } = migrateProgram({ ...PROGRAM, "report.js": REPORT }, { allowPartial: true });
    expect(statuses(findings)).toEqual(["rewritten"]);
    expect(statuses(reads)).toEqual(["left"]);
    const { root, cli, read } = project({
      ...PROGRAM,
      "report.js": REPORT,
      "package.json": '{ "type": "module" }',
    });
    expect((await cli("--write")).code).toBe(1);
    expect(read("sessions.js")).toBe(SESSIONS);
    expect((await cli("--write", "--allow-partial")).code).toBe(1);
    expect(read("sessions.js")).toContain("encodeEnvelope");
    expect(root).not.toBe("");
  });
});

describe("a file that the run may not change", () => {
  it("is seen, and keeps the writes of its reads as they are", async () => {
    const { cli, read } = project({ ...PROGRAM, "package.json": '{ "type": "module" }' });
    const { stdout } = await cli("sessions.js", "--check");
    expect(stdout).toMatch(
      /^sessions\.js:2:\d+ helper expiration_ttl left .*lib\/kv\.js is not among the files that this run may change/,
    );
    expect((await cli("--ignore", "lib/**", "--write")).code).toBe(1);
    expect(read("sessions.js")).toBe(SESSIONS);
  });

  it("holds back its package's writes if it can't be looked into, and no others", () => {
    const broken = 'import { kvGet } from "./lib/kv.js";\nconst = ;\n';
    const files = {
      ...Object.fromEntries(
        Object.entries(PROGRAM).flatMap(([name, text]) => [
          [`packages/a/${name}`, text],
          [`packages/b/${name}`, text],
        ]),
      ),
      "packages/a/package.json": '{ "name": "a", "type": "module" }',
      "packages/b/package.json": '{ "name": "b", "type": "module" }',
      "packages/a/broken.js": broken,
    };
    const { findings, problems } = migrateProgram(files);
    expect(problems).toEqual([expect.stringMatching(/^packages\/a\/broken\.js: can't be parsed: 2:7 /)]);
    expect(findings.map(({ file, status, reason = "" }) => `${file} ${status} ${reason}`)).toEqual([
      "packages/a/sessions.js left packages/a/broken.js can't be looked into, and may read this store: mend it first, as what it reads would go wrong; --expiry server would rewrite it",
      "packages/b/sessions.js rewritten ",
    ]);
  });

  it("gets no ttl for a function that another file hands on", () => {
    const settings = { expiry: "server" } as const;
    const handing = [
      'import { kvPut } from "./lib/kv.js";\nexport const all = (keys) => keys.map(kvPut);\n',
      'import * as kv from "./lib/kv.js";\nexport const all = (keys) => keys.map(kv.kvPut);\n',
      'const { kvPut } = require("./lib/kv.js");\nexports.all = (keys) => keys.map(kvPut);\n',
    ];
    const required = {
      "lib/kv.js": `${KV.replaceAll("export ", "")}module.exports = { kvGet, kvPut };\n`,
      "sessions.js":
        'const { kvPut } = require("./lib/kv.js");\nexports.save = (id, user) => kvPut(`session/${id}`, JSON.stringify({ value: user, expiration_ttl: 60 }));\n',
    };
    expect(statuses(migrateProgram(required, { settings }).findings)).toEqual(["rewritten"]);
    for (const all of handing) {
      const program = all.includes("require") ? required : PROGRAM;
      const { findings } = migrateProgram({ ...program, "all.js": all }, { settings });
      expect(findings[0]?.reason, all).toMatch(/the function is handed on at all\.js:2:/);
    }
  });

  it("gets no ttl for a function that a file which can't be looked into names", () => {
    const settings = { expiry: "server" } as const;
    const both = (name: string): string => `import { ${name} } from "./lib/kv.js";\nconst = ;\n`;
    const rewritten = migrateProgram({ ...PROGRAM, "broken.js": both("kvGet") }, { settings });
    expect(statuses(rewritten.findings)).toEqual(["rewritten"]);
    expect(rewritten.files["lib/kv.js"]).toContain(
      "kvPut = (key, body, ttlSecs) => fetch(withTtl(url(key), ttlSecs)",
    );
    expect(rewritten.files["sessions.js"]).toContain("JSON.stringify({ value: user }), 60)");
    const left = migrateProgram({ ...PROGRAM, "broken.js": both("kvPut") }, { settings });
    expect(left.findings[0]?.reason).toMatch(
      /^broken\.js can't be looked into, and may call a function that the ttl would have to go through/,
    );
  });
});

describe("a file that can't be looked into", () => {
  const FILES: Readonly<Record<string, string>> = {
    "package.json": '{ "type": "module" }',
    "one.js": storeOf("ns1"),
    "two.js": storeOf("ns2"),
    "from-env.js": storeOf("${process.env.KV_ID}"),
    "worker.js": `import { env } from "@telnyx/edge-runtime";
export const save = (v) => env.CARTS.put("a", JSON.stringify({ value: v, expiration_ttl: 60 }));
`,
  };

  function storeOf(id: string): string {
    return `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/${id}/keys/\${key}\`;
export const save = (v) => fetch(url("a"), { method: "PUT", body: JSON.stringify({ value: v, expiration_ttl: 60 }) });
export const load = async () => (await (await fetch(url("a"))).json()).value;
`;
  }

  const leftBeside = (text: string): string[] =>
    migrateProgram({ ...FILES, "broken.js": `${text}\nconst = ;\n` }).findings.flatMap(({ file, status }) =>
      status === "left" ? file : [],
    );

  it.each([
    [
      "one namespace's URL",
      'fetch("https://api.telnyx.com/v2/storage/kvs/ns1/keys/a")',
      ["one.js", "from-env.js"],
    ],
    ["one namespace's id", 'client.storage.kvs.keys.retrieve("a", { id: "ns2" })', ["two.js", "from-env.js"]],
    [
      "a URL with any namespace",
      "fetch(`${BASE}/storage/kvs/${id}/keys/a`)",
      ["one.js", "two.js", "from-env.js"],
    ],
    [
      "the SDK with any id",
      'client.storage.kvs.keys.retrieve("a", { id })',
      ["one.js", "two.js", "from-env.js"],
    ],
    ["the binding", 'import { env } from "@telnyx/edge-runtime"; env.CARTS.get("a")', ["worker.js"]],
    ["a function called kvs", "export function kvs() {}", []],
    [
      "a function called as a reader is",
      'import { load } from "./other.js"; import "@telnyx/edge-runtime"; load()',
      [],
    ],
  ])("holds back the stores that it could name, by %s", (_, text, left) => {
    expect(leftBeside(text).sort()).toEqual([...left].sort());
  });
});

describe("a file that names no service", () => {
  const SAVE = `import { env } from "@telnyx/edge-runtime";
export const save = (v) => env.CARTS.put("a", JSON.stringify({ value: v, expiration_ttl: 60 }));
`;

  it("is looked at if it names a binding that is written", () => {
    const { findings } = migrateProgram({
      "save.js": SAVE,
      "routes.js": 'export const load = (c) => c.env.CARTS.get("a");\n',
    });
    expect(findings[0]?.reason).toMatch(/^what has the binding's name is read at routes\.js:1:\d+/);
  });

  it("is not, of another package", () => {
    const { findings } = migrateProgram({
      "a/package.json": "{}",
      "a/save.js": SAVE,
      "b/package.json": "{}",
      "b/routes.js": 'export const load = (c) => c.env.CARTS.get("a");\n',
    });
    expect(statuses(findings)).toEqual(["rewritten"]);
  });
});

describe("what is not known of a program", () => {
  const MODULE = { "package.json": '{ "type": "module" }' };
  const TS = Object.fromEntries(
    Object.entries(PROGRAM).map(([name, text]) => [name.replace(".js", ".ts"), `// @ts-nocheck\n${text}`]),
  );

  it.each([
    [
      "a tsconfig that does not parse",
      { ...TS, "tsconfig.json": '{ "compilerOptions": { "paths": }' },
      /^kv-envelope: tsconfig\.json: .+; its module settings are not known$/,
    ],
    [
      "a reference to nowhere",
      { ...TS, "tsconfig.json": '{ "references": [{ "path": "./gone" }], "files": [] }' },
      /^kv-envelope: tsconfig\.json: refers to gone, where there is no tsconfig\.json; /,
    ],
    [
      "a path alias to nowhere",
      {
        ...TS,
        "tsconfig.json": '{ "compilerOptions": { "paths": { "@lib/*": ["./libs/*"] } } }',
        "sessions.ts":
          (TS["sessions.ts"] ?? "").replace("./lib/kv.js", "@lib/kv.js") + 'const BASE = "/storage/kvs/";',
      },
      /^kv-envelope: sessions\.ts: "@lib\/kv\.js" leads nowhere through the tsconfig's path "@lib\/\*"; what it exports is not seen$/,
    ],
    [
      "a package that is not installed",
      { ...PROGRAM, ...MODULE, "sessions.js": `import log from "nowhere-logger";\n${SESSIONS}` },
      /^kv-envelope: not installed: nowhere-logger; what they export is not seen$/,
    ],
    [
      "a package that is not installed, by the path to it",
      {
        ...PROGRAM,
        ...MODULE,
        "sessions.js": `import log from "./node_modules/@nowhere/logger/index.js";\n${SESSIONS}`,
      },
      /^kv-envelope: not installed: @nowhere\/logger; what they export is not seen$/,
    ],
    [
      "packages that disagree on the helper module",
      {
        ...PROGRAM,
        ...MODULE,
        "a/kv-envelope.config.json": '{ "helpers": { "module": "@a/kv" } }',
        "b/kv-envelope.config.json": '{ "helpers": { "module": "@b/kv" } }',
      },
      /^kv-envelope: a\/kv-envelope\.config\.json, b\/kv-envelope\.config\.json: not read, .+; they disagree on helpers\.module \("@a\/kv" in a\/kv-envelope\.config\.json, "@b\/kv" in b\/kv-envelope\.config\.json\)$/,
    ],
  ])("is one clear line: %s", async (_name, files: Readonly<Record<string, string>>, line) => {
    const { stderr, code } = await project(files).cli("--check");
    expect(stderr.trimEnd().split("\n")).toEqual([expect.stringMatching(line)]);
    expect(code).not.toBe(2);
  });

  it("is nothing where modules import each other", () => {
    const circular = {
      "lib/kv.js": `import { save } from "../sessions.js";\nexport const keep = save;\n${KV}`,
      "sessions.js": SESSIONS,
    };
    const { findings, problems } = migrateProgram(circular);
    expect(problems).toEqual([]);
    expect(statuses(findings)).toEqual(["rewritten"]);
  });

  it("is what lies outside of the root, also behind a link, which is never written to", async () => {
    const outside = project({ "kv.js": KV });
    const { root, cli } = project({ "sessions.js": SESSIONS, "package.json": '{ "type": "module" }' });
    mkdirSync(join(root, "lib"));
    symlinkSync(join(outside.root, "kv.js"), join(root, "lib/kv.js"));
    const { stderr } = await cli("--write");
    expect(stderr).toBe(
      `kv-envelope: sessions.js: "./lib/kv.js" leads to a file that is none of the program's sources; what it exports is not seen\n`,
    );
    expect(outside.read("kv.js")).toBe(KV);
  });
});

describe("the settings that were found", () => {
  const WRITERS = [{ name: "kvPut", from: ["lib/kv"] }];
  const READERS = [{ name: "kvGet", from: ["lib/kv"] }];

  it("declare the program's own writers and readers", () => {
    expect(migrateProgram(PROGRAM).settings).toEqual({ writers: WRITERS, readers: READERS });
  });

  it("are the same again where they are given to the next run", () => {
    const settings = { writers: ["saveElsewhere", ...WRITERS], readers: READERS };
    expect(migrateProgram(PROGRAM, { settings }).settings).toEqual(settings);
  });

  it("name who makes a write or read, and not the request function that other code uses too", () => {
    const { settings } = migrateProgram({
      "http.js":
        'export const request = async (method, path, body) => (await fetch("https://api.telnyx.com/v2" + path, { method, body })).text();\n',
      "kv.js":
        'import { request } from "./http.js";\nexport const put = (key, body) => request("PUT", `/storage/kvs/ns/keys/${key}`, body);\nexport const get = (key) => request("GET", `/storage/kvs/ns/keys/${key}`);\n',
      "billing.js":
        'import { request } from "./http.js";\nexport const bill = (id) => request("GET", `/billing/${id}`);\n',
      "app.js":
        'import { get, put } from "./kv.js";\nawait put("a", JSON.stringify({ value: 1, expiration_ttl: 60 }));\nconsole.log(JSON.parse(await get("a")).value);\n',
    });
    expect(settings).toEqual({
      writers: [{ name: "put", from: ["kv"] }],
      readers: [{ name: "get", from: ["kv"] }],
    });
  });

  it("are written by --emit-settings, printed, and part of the JSON", async () => {
    const { cli, read } = project({ ...PROGRAM, "package.json": '{ "type": "module" }' });
    expect((await cli("--emit-settings", "settings.json")).stdout).toContain('settings["kv-envelope"]');
    expect(JSON.parse(read("settings.json"))).toEqual({ writers: WRITERS, readers: READERS });
    expect(JSON.parse((await cli("--json")).stdout)).toMatchObject({
      settings: { writers: WRITERS, readers: READERS },
    });
  });

  it("replace only what an earlier run emitted, with --write alone, and nothing behind a link", async () => {
    const outside = project({ "keep.txt": "theirs" });
    const files = { ...PROGRAM, "package.json": '{ "type": "module" }' };
    const { root, cli, read, write } = project(files);
    const emit = (file: string, ...more: string[]): ReturnType<typeof cli> =>
      cli("--emit-settings", file, ...more);
    write("old.json", '{ "writers": ["old"] }');
    expect(await emit("old.json")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("which a dry run does not replace: add --write"),
    });
    expect(read("old.json")).toBe('{ "writers": ["old"] }');
    symlinkSync(outside.root, join(root, "away"));
    symlinkSync(join(outside.root, "keep.txt"), join(root, "link.json"));
    write("kv-envelope.config.json", "{}");
    for (const [file, reason] of [
      ["package.json", "is there already and not written by this option"],
      ["away/new.json", "leads out of the current directory through a link"],
      ["link.json", "it is a link"],
      [".", "it is not a regular file"],
      ["kv-envelope.config.json", "is the configuration of the run"],
    ] as const) {
      const { code, stdout, stderr } = await emit(file, "--write");
      expect({ code, stdout }, file).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(reason);
    }
    expect([read("package.json"), outside.read("keep.txt"), readdirSync(outside.root)]).toEqual([
      files["package.json"],
      "theirs",
      ["keep.txt"],
    ]);
    await emit("old.json", "--write");
    expect(JSON.parse(read("old.json"))).toMatchObject({ writers: expect.arrayContaining(WRITERS) });
    expect((await emit("old.json", "--write")).code).not.toBe(2);
    expect((await emit("new.json")).code).not.toBe(2);
  });

  it.each([
    [["--emit-settings"], "kv-envelope: --emit-settings: no value given; allowed: the path of a JSON file\n"],
    [
      ["--emit-settings", "a", "--emit-settings", "b"],
      "kv-envelope: --emit-settings: given 2 times (a, b); allowed: once\n",
    ],
    [
      ["--emit-settings", "none/settings.json"],
      /^kv-envelope: --emit-settings: none\/settings\.json can't be written: the directory .*none does not exist/,
    ],
    [["--allow-partial=yes"], 'kv-envelope: --allow-partial: takes no value, "yes" given\n'],
  ])("refuse %j", async (args, message) => {
    const { code, stdout, stderr } = await project(PROGRAM).cli(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    if (typeof message === "string") expect(stderr).toBe(message);
    else expect(stderr).toMatch(message);
  });
});

it("says whether the writer or the call was mended", () => {
  const writer = KV.replace("(key, body) =>", "(key, value, ttl) =>").replace(
    "body }",
    "body: JSON.stringify({ value, expiration_ttl: ttl }) }",
  );
  const caller = 'import { kvPut } from "./lib/kv.js";\nexport const save = (id) => kvPut(id, 1, 60);\n';
  expect(migrateProgram({ "lib/kv.js": writer, "sessions.js": caller }).findings).toMatchObject([
    { file: "lib/kv.js", depth: "writer", status: "rewritten" },
  ]);
  expect(migrateProgram(PROGRAM).findings).toMatchObject([
    { file: "sessions.js", depth: "call", status: "rewritten" },
  ]);
});

describe("a program whose calls are too tangled to be followed to the end", () => {
  /** Each function hands its parameter to all the others: the chains of calls have no end that matters. */
  const tangle = (size: number): string => {
    const names = Array.from({ length: size }, (_, index) => `step${index}`);
    const calls = (own: string): string =>
      names
        .filter((name) => name !== own)
        .map((name) => `${name}(path, () => next(path))`)
        .join(", ");
    return `${names.map((name) => `function ${name}(path, next) { fetch(path, next); return [${calls(name)}]; }`).join("\n")}\nexport const run = step0;\n`;
  };

  const withTangle = (size: number): Readonly<Record<string, string>> => ({
    ...PROGRAM,
    "tangle.js": `import { kvPut } from "./lib/kv.js";\n${tangle(size)}run("https://api.telnyx.com/v2/storage/kvs/a/keys/b", kvPut);\n`,
  });
  const line = expect.stringMatching(
    /^the program's calls are too tangled .* given up at tangle\.js:\d+:\d+\. .* leave that file out with --ignore tangle\.js$/,
  );

  it("is left with that reason, and the run says so", () => {
    // In place of hundreds of thousands of steps.
    vi.spyOn(SearchBounds.prototype, "budget", "get").mockReturnValue(1_000);
    const files = withTangle(6);
    const { findings, problems, files: after } = migrateProgram(files);
    expect(findings).toMatchObject([
      {
        file: "sessions.js",
        status: "left",
        reason: expect.stringMatching(
          /^the program's calls are too tangled to be followed to the end \(given up at tangle\.js:\d+:\d+\)/,
        ),
      },
    ]);
    expect(problems).toEqual([line]);
    expect(after).toEqual(files);
  });

  it("is left, and the run says so, where not all evidence is followed", () => {
    vi.spyOn(Tracker.prototype, "maxSteps", "get").mockReturnValue(200);
    const files = withTangle(4);
    const { problems, files: after } = migrateProgram(files);
    expect(problems).toEqual([line]);
    expect(after).toEqual(files);
  });

  it("is followed to the end where it is small enough", () => {
    const { findings, problems } = migrateProgram(withTangle(3));
    expect(statuses(findings)).toEqual(["rewritten"]);
    expect(problems).toEqual([]);
  });

  it("is none for the routes of one app, each of which may run each of the others' handlers by what is seen of it", () => {
    const steps = vi.spyOn(SearchBounds.prototype, "bounded");
    const routes = Array.from(
      { length: 60 },
      (_, index) =>
        `app.put("/${index}", async (c) => {\n  await c.env.CACHE.put("k${index}", "v", { metadata: {} });\n  return c.text((await c.env.CACHE.get("k${index}")) ?? "");\n});`,
    );
    const { findings, problems } = migrateProgram({
      "env.ts":
        'import type { KvNamespace } from "@telnyx/edge-runtime";\nexport interface AppEnv { Bindings: { CACHE: KvNamespace } }\n',
      "app.ts": `import { Hono } from "hono";\nimport type { AppEnv } from "./env.js";\nexport const app = new Hono<AppEnv>();\n${routes.join("\n")}`,
    });
    expect(new Set(statuses(findings))).toEqual(new Set(["rewritten"]));
    expect(problems).toEqual([]);
    // Some hundreds a route: the others' routes do not count.
    expect(steps.mock.calls.length).toBeLessThan(60 * 500);
  });

  it("is none for one in which a function is in what all others are made of", () => {
    const size = 400;
    const made = Array.from({ length: size }, (_, index) => {
      const parts = [1, 2, 3].map((back) => `part${index % 20}${back}: state${Math.max(index - back, 0)}`);
      return `const state${index + 1} = merge({ ${parts.join(", ")} });`;
    });
    const { findings, problems } = migrateProgram({
      ...PROGRAM,
      "states.js": `import { kvPut } from "./lib/kv.js";\nimport { merge } from "merging";\nconst state0 = { save: kvPut };\n${made.join("\n")}\nexport const last = state${size};\n`,
    });
    expect(statuses(findings)).toEqual(["rewritten"]);
    expect(problems).toEqual([]);
  });
});
