import { chmodSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { version } from "../../package.json";
import { CLEAN, FLAGGED, gitProject, project } from "../support/project.js";

const BROKEN = `${FLAGGED}const = ;\n`;

describe("the command line", () => {
  it("prints its help and its version", async () => {
    const { cli } = project({});
    expect(await cli("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
    const help = await cli("--help");
    expect(help).toMatchObject({ code: 0, stderr: "" });
    for (const option of [
      "--write",
      "--check",
      "--ignore",
      "--config",
      "--json",
      "--helpers",
      "--allow-dirty",
      "--help",
      "--version",
    ]) {
      expect(help.stdout).toContain(option);
    }
    for (const line of help.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });

  it("ends with 0 where there is nothing to do", async () => {
    const { cli } = project({ "a.js": CLEAN });
    expect(await cli()).toEqual({
      code: 0,
      stderr: "",
      stdout: [
        "kv-envelope: dry run, nothing was changed",
        "  files   1 listed: 0 to change, 1 unchanged, 0 skipped, 0 failed",
        "  writes  0 with verbatim fields",
        "  reads   0 of those stores",
        "",
      ].join("\n"),
    });
    expect((await cli("--check")).stdout).toContain("1 unchanged");
    expect(await cli("--write")).toMatchObject({ code: 0, stderr: "" });
  });

  it.each([
    [["--wirte"], "kv-envelope: --wirte: unknown option; did you mean --write? (see --help)"],
    [["--config"], "kv-envelope: --config: no value given; allowed: the path of a JSON file"],
    [["--config", "none.json"], "kv-envelope: --config: none.json: no such file"],
    [["--config", "bad.json"], /^kv-envelope: --config: bad\.json: is not JSON: /],
    [
      ["--config", "unknown.json"],
      /^kv-envelope: --config: unknown\.json: "writer": unknown key; did you mean "writers"\?/,
    ],
    [["--config", "type.json"], /^kv-envelope: --config: type\.json\.serverTtl/],
    [["--helpers=yarn"], 'kv-envelope: --helpers: "yarn" given; allowed: package, or file=PATH'],
    [
      ["--helpers", "file=../kv.ts"],
      "kv-envelope: --helpers: ../kv.ts leads out of the current directory; allowed: a path inside it",
    ],
    [["nope"], "kv-envelope: nope: no such file or directory"],
    [["a.js", "nope.js"], "kv-envelope: nope.js: no such file or directory"],
    [["empty"], /^kv-envelope: no file matched under empty; /],
    [["--ignore", "**"], /^kv-envelope: no file matched under the current directory; /],
  ])(
    "refuses %j with one line and exit code 2, with --json too, and touches nothing",
    async (args, message) => {
      const { root, cli, read } = project({
        "a.js": FLAGGED,
        "empty/.keep": "",
        "bad.json": "{ writers: [] }",
        "unknown.json": '{ "writer": [] }',
        "type.json": '{ "serverTtl": "cli" }',
      });
      const before = readdirSync(root);
      for (const more of [["--write"], ["--write", "--json"]]) {
        const { code, stdout, stderr } = await cli(...more, ...args);
        expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
        expect(stderr).toMatch(/^[^\n]+\n$/);
        if (typeof message === "string") expect(stderr).toBe(`${message}\n`);
        else expect(stderr).toMatch(message);
      }
      expect(readdirSync(root)).toEqual(before);
      expect(read("a.js")).toBe(FLAGGED);
    },
  );

  it("refuses a wrong default configuration", async () => {
    const { cli } = project({ "a.js": CLEAN, "kv-envelope.config.json": '{ "baseUrl": [] }' });
    expect(await cli()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^kv-envelope: kv-envelope\.config\.json: "baseUrl": unknown key; did you mean "baseUrls"\?/,
      ),
    });
  });

  it("prints a line a finding with --check", async () => {
    const { code, stdout } = await project({ "src/b c.js": FLAGGED, "a.js": CLEAN }).cli("--check");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^src\/b c\.js:5:42 http expiration_ttl to rewrite\n/);
    expect(stdout).not.toContain("@@");
  });

  it("prints one object with --json: sorted, and the totals add up", async () => {
    const { root, cli } = gitProject({
      "z.js": FLAGGED,
      "a/ü.js": FLAGGED + FLAGGED.replace("save", "save2"),
      "bad.js": BROKEN,
      "clean.js": CLEAN,
      "kv-envelope.config.json": '{ "serverTtl": ["cli"] }',
    });
    symlinkSync("/", join(root, "root.js"));
    const { code, stdout, stderr } = await cli("--json");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const report: unknown = JSON.parse(stdout);
    const item = (file: string, line: number): unknown =>
      expect.objectContaining({
        file,
        line,
        column: 42,
        endLine: line,
        endColumn: 62,
        kind: "http",
        fields: ["expiration_ttl"],
      });
    expect(report).toMatchObject({
      version: 1,
      dryRun: true,
      findings: [item("a/ü.js", 5), item("a/ü.js", 12), item("z.js", 5)],
      reads: [],
      files: {
        scanned: 5,
        skipped: [{ file: "root.js", reason: "is a link that leaves the current directory" }],
        failed: [{ file: "bad.js", error: expect.stringMatching(/^can't be parsed: 8:7 /) }],
      },
      settings: { serverTtl: ["cli"] },
    });
    expect(stdout).not.toContain(root);
  });
});

describe("a file that is wrong", () => {
  it("is reported in one line each, and the rest goes on", async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(FLAGGED, "utf16le")]);
    const latin1 = Buffer.from(`${FLAGGED}// caf\u00e9\n`, "latin1");
    const { cli } = project({ "bad.js": BROKEN, "utf16.js": utf16, "latin1.js": latin1, "good.js": FLAGGED });
    const { code, stdout, stderr } = await cli("--check");
    expect(code).toBe(1);
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(/^kv-envelope: bad\.js: can't be parsed: 8:7 ./),
      "kv-envelope: latin1.js: is not UTF-8; only UTF-8 is rewritten",
      "kv-envelope: utf16.js: is UTF-16; only UTF-8 is rewritten",
      "",
    ]);
    expect(stdout).toMatch(/^good\.js:5:42 http /);
    expect(stdout).toContain("4 listed");
    expect(stdout).toContain("3 failed");
  });

  it("is no concern of ours if it has nothing to do with KV", async () => {
    const { cli } = project({ "bad.js": "const = ;", "latin1.js": Buffer.from("// caf\u00e9\n", "latin1") });
    expect(await cli()).toMatchObject({ code: 0, stderr: "" });
  });

  it.skipIf(process.platform === "win32")("is reported if it can't be read", () => {
    const { root, cliAs } = project({ "secret.js": FLAGGED, "good.js": CLEAN });
    chmodSync(join(root, "secret.js"), 0o000);
    chmodSync(root, 0o755);
    // Root reads everything: as root, run as nobody.
    const { code, stdout, stderr } = cliAs(process.getuid?.() === 0 ? { uid: 65_534 } : {});
    expect({ code, stderr }).toEqual({ code: 1, stderr: "kv-envelope: secret.js: can't be read: EACCES\n" });
    expect(stdout).toContain("2 listed: 0 to change, 1 unchanged, 0 skipped, 1 failed");
  });
});
