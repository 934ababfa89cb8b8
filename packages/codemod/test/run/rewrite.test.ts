import { chmodSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FLAGGED, gitProject, project } from "../support/project.js";

const NOTHING_TO_DO = /0 (?:to change|changed), \d+ unchanged, 0 skipped, 0 failed/;

describe("a dry run", () => {
  it("shows the diff and what is next, and changes nothing", async () => {
    const { cli, read } = project({ "a b.mjs": FLAGGED, "package.json": "{}" });
    const { code, stdout, stderr } = await cli();
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(/^diff --git /);
    expect(stdout).toContain(
      "-    body: JSON.stringify({ value: token, expiration_ttl: 3600 }),\n+    body: encodeEnvelope(token, { ttlSeconds: 3600 }),\n",
    );
    expect(stdout).toContain("1 with verbatim fields (1 http): 1 to rewrite, 0 left");
    expect(stdout).toContain(
      "npm install @kv-envelope/runtime: rewritten code imports it, and package.json does not list it.",
    );
    expect(stdout).toContain("Deploy the readers first");
    expect(read("a b.mjs")).toBe(FLAGGED);
  });

  it("gives a diff that makes with git apply what --write makes", async () => {
    const files = {
      "src/ü.mjs": FLAGGED.replaceAll("\n", "\r\n"),
      "b.mjs": `\uFEFF${FLAGGED}`,
      "package.json": "{}",
    };
    const [byDiff, byWrite] = [gitProject(files), gitProject(files)];
    byDiff.write("change.diff", (await byDiff.cli("--helpers", "file=lib/kv.mjs")).stdout);
    byDiff.git("apply", "--whitespace=nowarn", "change.diff");
    expect((await byWrite.cli("--write", "--helpers", "file=lib/kv.mjs")).code).toBe(0);
    for (const file of ["src/ü.mjs", "b.mjs", "lib/kv.mjs"])
      expect(byDiff.read(file)).toBe(byWrite.read(file));
  });
});

describe("--write", () => {
  it("rewrites, and the second run finds nothing to do", async () => {
    const { root, cli, read, git } = gitProject({
      "a.mjs": FLAGGED,
      "run.mjs": `#!/usr/bin/env node\n${FLAGGED}`,
      "other.txt": "x",
    });
    chmodSync(join(root, "run.mjs"), 0o755);
    git("commit", "--quiet", "--all", "--message", "mode");
    const { code, stdout, stderr } = await cli("--write");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("2 listed: 2 changed, 0 unchanged, 0 skipped, 0 failed");
    expect(read("a.mjs")).toContain('from "@kv-envelope/runtime"');
    expect(read("a.mjs")).not.toContain("expiration_ttl");
    expect(read("run.mjs").startsWith("#!/usr/bin/env node\n")).toBe(true);
    expect(statSync(join(root, "run.mjs")).mode & 0o777).toBe(0o755);
    expect(readdirSync(root).sort()).toEqual([".git", ".kv-envelope", "a.mjs", "other.txt", "run.mjs"]);

    const after = read("a.mjs");
    // The tree is dirty now, but there is nothing to write.
    const second = await cli("--write");
    expect(second).toMatchObject({ code: 0, stderr: "" });
    expect(second.stdout).toMatch(NOTHING_TO_DO);
    expect(read("a.mjs")).toBe(after);
  });

  it("keeps BOM and line ends", async () => {
    const { cli, read } = project({ "a.mjs": `\uFEFF${FLAGGED.replaceAll("\n", "\r\n")}` });
    expect((await cli("--write")).code).toBe(0);
    const after = read("a.mjs");
    expect(after.startsWith("\uFEFF")).toBe(true);
    expect(after.slice(1)).not.toContain("\uFEFF");
    expect(after.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(after).toContain("encodeEnvelope(");
  });

  it("refuses a dirty tree, and says what is dirty", async () => {
    const { cli, read, write } = gitProject({ "sub/a.mjs": FLAGGED, "b.txt": "x" });
    write("b.txt", "changed");
    write("new file.txt", "");
    expect(await cli("--write")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "kv-envelope: --write: git has uncommitted changes here (b.txt, new file.txt); commit or stash them, or pass --allow-dirty\n",
    });
    expect(read("sub/a.mjs")).toBe(FLAGGED);
    expect((await cli("--check")).code).toBe(1);
    expect((await cli("--write", "--allow-dirty")).code).toBe(0);
    expect(read("sub/a.mjs")).toContain("encodeEnvelope(");
  });

  it("looks only at the state of its own directory", async () => {
    const { cliIn, read, write } = gitProject({ "app/a.mjs": FLAGGED, "b.txt": "x" });
    write("b.txt", "changed");
    expect((await cliIn({ cwd: "app" }, "--write")).code).toBe(0);
    expect(read("app/a.mjs")).toContain("encodeEnvelope(");
  });

  it("reports a file that can't be written as failed, its findings as left, and goes on", async () => {
    // Of another store: what both wrote would be all or nothing.
    const other = FLAGGED.replaceAll("session-", "cart-");
    const { root, cli, read } = project({ "locked.mjs": FLAGGED, "open.mjs": other });
    chmodSync(join(root, "locked.mjs"), 0o444);
    const { code, stdout } = await cli("--write", "--json");
    expect(code).toBe(1);
    const reason = "can't be written: is read-only, so it is not written";
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [
        { file: "locked.mjs", status: "left", reason },
        { file: "open.mjs", status: "rewritten" },
      ],
      files: { scanned: 2, changed: 1, failed: [{ file: "locked.mjs", error: reason }] },
    });
    expect(read("locked.mjs")).toBe(FLAGGED);
    expect(read("open.mjs")).toContain("encodeEnvelope(");
  });
});

describe("--helpers file=PATH", () => {
  it("writes one module, imports it by a relative path, and leaves it alone afterwards", async () => {
    const { cli, read, write } = project({
      "src/a.mjs": FLAGGED,
      "src/deep/b.mjs": FLAGGED,
      "package.json": "{}",
    });
    const dry = await cli("--helpers", "file=src/lib/kv-envelope.mjs");
    expect(dry.stdout).toContain("new file mode 100644\n--- /dev/null\n+++ b/src/lib/kv-envelope.mjs\n");
    expect(await cli("--write", "--helpers", "file=src/lib/kv-envelope.mjs")).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(read("src/a.mjs")).toContain('from "./lib/kv-envelope.mjs"');
    expect(read("src/deep/b.mjs")).toContain('from "../lib/kv-envelope.mjs"');
    expect(read("src/lib/kv-envelope.mjs")).toContain("export function encodeEnvelope(");

    const helper = `// ours now\n${read("src/lib/kv-envelope.mjs")}`;
    write("src/lib/kv-envelope.mjs", helper);
    write("src/c.mjs", FLAGGED);
    expect((await cli("--write", "--helpers", "file=src/lib/kv-envelope.mjs")).code).toBe(0);
    expect(read("src/c.mjs")).toContain('from "./lib/kv-envelope.mjs"');
    expect(read("src/lib/kv-envelope.mjs")).toBe(helper);
  });

  it("never overwrites another file", async () => {
    const { cli, read } = project({ "a.mjs": FLAGGED, "kv.mjs": "export const mine = 1;\n" });
    expect(await cli("--write", "--helpers", "file=kv.mjs")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "kv-envelope: --helpers: kv.mjs is there and holds something else; name a path where there is no file, or move it away\n",
    });
    expect(read("a.mjs")).toBe(FLAGGED);
    expect(read("kv.mjs")).toBe("export const mine = 1;\n");
  });

  it("writes none where nothing needs it", async () => {
    const { root, cli } = project({ "a.mjs": "export {};\n" });
    expect((await cli("--write", "--helpers", "file=kv.mjs")).code).toBe(0);
    expect(readdirSync(root)).toEqual(["a.mjs"]);
  });
});
