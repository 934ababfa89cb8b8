import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { applyChanges } from "../../src/run/write/apply.js";
import { finish } from "../../src/shared/steps.js";
import { readJournal } from "../../src/files/journal.js";
import { CLEAN, FLAGGED, flaggedIn, gitProject, project } from "../support/project.js";

const MODULE = { "package.json": '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }' };
const LOAD = `export async function load(id) {
  const res = await fetch(\`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/session-\${id}\`);
  return (await res.json()).value;
}
`;
/** The same write many times, as a function each. */
const flagged = (count: number): string =>
  Array.from({ length: count }, (_, index) => FLAGGED.replace("save", `save${index}`)).join("");
/**
 * 1,000 in the extended tests. `FINDINGS=10000` takes half a minute of work for each test; the detector's own test
 * of so many is packages/detector/test/large.extended.test.ts.
 */
const FINDINGS = Number(process.env["FINDINGS"] ?? 200);
const migrated = await (async (): Promise<string> => {
  const { cli, read } = project({ ...MODULE, "a.js": FLAGGED });
  await cli("--write");
  return read("a.js");
})();

describe("a file that can't be written", () => {
  it("is read-only: it is named and stays, and the rest is done", async () => {
    const { root, cli, read } = project({
      ...MODULE,
      "locked.js": flaggedIn("token"),
      "open.js": FLAGGED,
    });
    chmodSync(join(root, "locked.js"), 0o444);
    expect(await cli("--write")).toMatchObject({
      code: 1,
      stderr: "kv-envelope: locked.js: can't be written: is read-only, so it is not written\n",
    });
    expect([read("locked.js"), read("open.js")]).toEqual([flaggedIn("token"), migrated]);
    expect(await cli("undo")).toMatchObject({ code: 0, stdout: "kv-envelope: undo\n  restored  open.js\n" });
  });

  it("was changed by somebody else since it was read: theirs is kept, and undo leaves it alone too", () => {
    const { root, read } = project({ "theirs.js": "newer text", "ours.js": "old" });
    const outcome = (file: string): Parameters<typeof applyChanges>[2][number] => ({
      file,
      status: "changed",
      findings: [],
      reads: [],
      change: { bytes: Buffer.from("old"), before: "old", after: "new" },
    });
    const outcomes = finish(applyChanges(root, undefined, [outcome("theirs.js"), outcome("ours.js")]));
    expect(outcomes).toMatchObject([
      {
        status: "failed",
        reason: "can't be written: changed on disk while the run was on, so it is not written; run again",
      },
      { status: "changed" },
    ]);
    expect([read("theirs.js"), read("ours.js")]).toEqual(["newer text", "new"]);
    expect(readJournal(root)).toMatchObject({ state: "written", entries: [{ file: "ours.js" }] });
  });

  it("has no directory to be replaced in, as the root can't be written: nothing is changed", ({ skip }) => {
    if (process.platform === "win32") skip("permissions are others here");
    const { root, cliAs, read } = project({ ...MODULE, "a.js": FLAGGED });
    chmodSync(root, 0o555);
    // Root writes everywhere: as root, run as nobody.
    const { code, stdout, stderr } = cliAs(process.getuid?.() === 0 ? { uid: 65_534 } : {}, "--write");
    chmodSync(root, 0o755);
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining("0 changed") });
    expect(stderr).toBe("kv-envelope: a.js: can't be written: is read-only, so it is not written\n");
    expect(read("a.js")).toBe(FLAGGED);
  });
});

describe("a full disk", () => {
  const mounted: string[] = [];
  afterEach(() => {
    for (const path of mounted.splice(0)) spawnSync("umount", [path]);
  });
  const mount = (path: string, size: string): boolean => {
    const done = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path]).status === 0;
    if (done) mounted.push(path);
    return done;
  };
  const big = FLAGGED + `// ${"x".repeat(60_000)}\n`;

  it.for([
    ["has no room for the journal", "180k"],
    ["has room for the journal and not for what comes behind it", "412k"],
  ] as const)("%s: nothing is changed, and a run with more room does the job", async ([, size], { skip }) => {
    const { root, cliIn, read } = project({ "disk/.keep": "" });
    if (!mount(join(root, "disk"), size)) skip("no tmpfs can be mounted here: it takes root");
    for (const [file, text] of Object.entries({ ...MODULE, "a.js": big, "b.js": big }))
      writeFileSync(join(root, "disk", file), text);
    expect(await cliIn({ cwd: "disk" }, "--write")).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(
        /^kv-envelope: --write: the journal can't be written: the disk has \d+ bytes left, and \d+ are needed; nothing was changed\n$/,
      ),
    });
    expect([read("disk/a.js"), read("disk/b.js")]).toEqual([big, big]);
    expect(readdirSync(join(root, "disk")).sort()).toEqual(["a.js", "b.js", "package.json"]);
    spawnSync("mount", ["-o", "remount,size=4m", join(root, "disk")]);
    expect(await cliIn({ cwd: "disk" }, "--write")).toMatchObject({ code: 0, stderr: "" });
    expect(read("disk/b.js")).toContain("encodeEnvelope");
  });

  it.for([
    ["the write", { "disk/save.js": big, "load.js": LOAD }, "disk/save.js"],
    ["the read", { "disk/load.js": `${LOAD}// ${"x".repeat(60_000)}\n`, "save.js": FLAGGED }, "disk/load.js"],
  ] as const)(
    "is another one below, where %s of a store is: the store is taken back as a whole",
    async ([, files, culprit], { skip }) => {
      const { root, cli, read } = project({ ...MODULE, "disk/.keep": "", "other.js": flaggedIn("token") });
      if (!mount(join(root, "disk"), "100k")) skip("no tmpfs can be mounted here: it takes root");
      for (const [file, text] of Object.entries(files)) writeFileSync(join(root, file), text);
      const { code, stderr } = await cli("--write");
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringMatching(
          new RegExp(`^kv-envelope: ${culprit}: can't be written: ENOSPC[^\\n]*\\n$`),
        ),
      });
      for (const [file, text] of Object.entries(files)) expect(read(file)).toBe(text);
      expect(read("other.js")).toContain("encodeEnvelope");
      expect(readdirSync(join(root, "disk"))).toEqual([culprit.replace("disk/", "")]);
      spawnSync("mount", ["-o", "remount,size=4m", join(root, "disk")]);
      expect(await cli("--write")).toMatchObject({ code: 0, stderr: "" });
      for (const file of Object.keys(files)) expect(read(file)).toContain("@kv-envelope/runtime");
    },
  );
});

describe("a file that is large", () => {
  it("is a minified line of 5 MB: it is rewritten, and nothing else in it changes", async () => {
    const filler = `const t=[${"1234567,".repeat(50_000)}0],s="${"x".repeat(4_600_000)}";`;
    const line = filler + FLAGGED.replace(/\n\s*/g, "");
    const { cli, read } = project({ ...MODULE, "bundle.min.js": line });
    const { code, stdout, stderr } = await cli("--write");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("1 changed");
    expect(
      read("bundle.min.js")
        .replace(/^import [^\n]*\n+/, "")
        .startsWith(filler),
    ).toBe(true);
    expect(read("bundle.min.js")).toContain("encodeEnvelope(");
  });

  it("has 100,000 lines: it is rewritten, and nothing else in it changes", async () => {
    const filler = "// a line\n".repeat(98_000) + "'a statement';\n".repeat(2000);
    const { cli, read } = project({ ...MODULE, "long.js": filler + FLAGGED });
    expect(await cli("--write")).toMatchObject({ code: 0, stderr: "" });
    expect(read("long.js").endsWith(migrated.slice(migrated.indexOf("export")))).toBe(true);
    expect(read("long.js")).toContain(filler);
  });

  it.each([
    ["one file", 1],
    ["files of 20", FINDINGS / 20],
  ])("has very many findings in %s: each is rewritten", async (_where, count) => {
    const files = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`f${index}.js`, flagged(FINDINGS / count)]),
    );
    const { cli, read } = project({ ...MODULE, ...files });
    const { code, stdout, stderr } = await cli("--write");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(
      `writes  ${FINDINGS} with verbatim fields (${FINDINGS} http): ${FINDINGS} rewritten, 0 left`,
    );
    for (const [file, text] of Object.entries(files)) {
      const body = text.replaceAll(
        "JSON.stringify({ value: token, expiration_ttl: 3600 })",
        "encodeEnvelope(token, { ttlSeconds: 3600 })",
      );
      expect(read(file)).toBe(`import { encodeEnvelope } from "@kv-envelope/runtime";\n\n${body}`);
    }
  });

  it("has mixed line ends: outside of what is rewritten they all stay", async () => {
    const mixed = `// one\r\n// two\n// three\r\n${FLAGGED}// four\r\n`;
    const { cli, read } = project({ ...MODULE, "a.js": mixed });
    expect((await cli("--write")).code).toBe(0);
    const text = read("a.js");
    expect(text).toContain("// one\r\n// two\n// three\r\n");
    expect(text.endsWith("// four\r\n")).toBe(true);
    expect((await cli("undo")).code).toBe(0);
    expect(read("a.js")).toBe(mixed);
  });

  it("is not UTF-8: it is left alone, byte for byte, and reported", async () => {
    const bytes = Buffer.concat([Buffer.from(FLAGGED), Buffer.from([0x2f, 0x2f, 0xc3, 0x28, 0xff, 0x0a])]);
    const { root, cli } = project({ ...MODULE, "bad.js": bytes });
    expect(await cli("--write")).toMatchObject({
      code: 1,
      stderr: "kv-envelope: bad.js: is not UTF-8; only UTF-8 is rewritten\n",
    });
    expect(readFileSync(join(root, "bad.js"))).toEqual(bytes);
  });
});

describe("names and links", () => {
  it.each([
    ["in git", gitProject],
    ["without git", project],
  ])("takes odd names %s", async (_where, make) => {
    const names = [
      "a b.js",
      'quote".js',
      "it's.js",
      "new\nline.js",
      "🗝 ü.js",
      "-dash.js",
      "--write.js",
      "$(touch pwned).js",
      "`x`.js",
      "a*?[b].js",
      "undo/a.js",
      "turned\u202E.js",
    ];
    const { root, cli, read } = make({
      ...MODULE,
      ...Object.fromEntries(names.map((name) => [name, FLAGGED])),
    });
    const { code, stdout, stderr } = await cli("--check");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout.split("\n").filter((line) => line.includes(" http expiration_ttl "))).toHaveLength(
      names.length,
    );
    // What turns the order of the signs around would show another name.
    expect(stdout).toContain('"turned\\u202e.js":');
    expect(stdout).not.toContain("\u202E");
    expect(await cli("--write")).toMatchObject({ code: 0, stderr: "" });
    for (const name of names) expect(read(name)).toBe(migrated);
    expect(existsSync(join(root, "pwned"))).toBe(false);
    expect(await cli("undo")).toMatchObject({ code: 0, stderr: "" });
    for (const name of names) expect(read(name)).toBe(FLAGGED);
  });

  it.each([
    ["in git", gitProject],
    ["without git", project],
  ])("follows no link out of the root, around in a circle, or to a pipe %s", async (_where, make) => {
    const outside = project({ "secret.js": FLAGGED });
    const { root, cli } = make({ ...MODULE, "src/a.js": CLEAN });
    symlinkSync(join(outside.root, "secret.js"), join(root, "out.js"));
    symlinkSync(outside.root, join(root, "src/out"));
    symlinkSync("..", join(root, "src/up"));
    symlinkSync("loop.js", join(root, "loop.js"));
    mkdirSync(join(root, "x"));
    symlinkSync("../x", join(root, "x/x"));
    const hasPipe = spawnSync("mkfifo", [join(root, "pipe.js")]).status === 0;
    const { code, stdout, stderr } = await cli("--write");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    // Links that git tracks are named; a walk does not even list them. Neither lists a pipe.
    const skipped = [
      "out.js  is a link that leaves the current directory",
      "loop.js  is a link that leads nowhere",
    ];
    for (const line of make === gitProject ? skipped : []) expect(stdout).toContain(line);
    expect(stdout).toContain(`${make === gitProject ? 3 : 1} listed`);
    if (hasPipe)
      expect(await cli("pipe.js")).toEqual({
        code: 2,
        stdout: "",
        stderr: "kv-envelope: pipe.js: is neither a file nor a directory\n",
      });
    expect(outside.read("secret.js")).toBe(FLAGGED);
  });
});

describe("a configuration that would run code", () => {
  const EVIL = 'require("node:fs").writeFileSync("pwned", "");\nmodule.exports = {};\n';

  it("is data: no file of any kind is run", async () => {
    const { root, cli } = project({
      ...MODULE,
      "a.js": FLAGGED,
      "a.vue": `<script>\n${FLAGGED}</script>\n`,
      "a.svelte": `<script module>\n${FLAGGED}</script>\n`,
      "a.astro": `---\n${FLAGGED}---\n`,
      ...Object.fromEntries(
        [
          "kv-envelope.config.js",
          "kv-envelope.config.cjs",
          "kv-envelope.config.mjs",
          "evil.cjs",
          "plugin/index.js",
          ".eslintrc.js",
          "vue.config.js",
          "svelte.config.js",
          "astro.config.mjs",
          "node_modules/htmlparser2/index.js",
          "node_modules/svelte/index.js",
        ].map((name) => [name, EVIL]),
      ),
      "tsconfig.json":
        '{ "compilerOptions": { "plugins": [{ "name": "./plugin", "transform": "./evil.cjs" }] }, "extends": "./evil.cjs" }',
    });
    expect((await cli("--write")).code).toBe(0);
    expect(await cli("--config", "evil.cjs")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^kv-envelope: --config: evil\.cjs: is not JSON: [^\n]+\n$/),
    });
    expect(existsSync(join(root, "pwned"))).toBe(false);
  });

  it("changes no prototype", async () => {
    const { cli } = project({
      ...MODULE,
      "a.js": CLEAN,
      "kv-envelope.config.json": '{ "__proto__": { "ignore": ["**"] } }',
    });
    expect(await cli()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^kv-envelope: kv-envelope\.config\.json: "__proto__": unknown key/),
    });
  });
});
