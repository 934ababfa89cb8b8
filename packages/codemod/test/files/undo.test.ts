import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLEAN, FLAGGED, gitProject, project } from "../support/project.js";

const MODULE = { "package.json": '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }' };
const ODD = `\uFEFF${FLAGGED.replaceAll("\n", "\r\n")}// ü`;
const journalOf = (read: (file: string) => string): Record<string, unknown> => {
  const journal: unknown = JSON.parse(read(".kv-envelope/journal.json"));
  return typeof journal === "object" && journal !== null ? { ...journal } : {};
};

describe("undo", () => {
  it("restores byte for byte, mode included, what the last run changed, and what it created is gone", async () => {
    const { root, cli, read, git } = gitProject({
      "package.json": '{ "type": "module" }',
      "src/odd name\n.js": ODD,
      "a.js": FLAGGED,
      "clean.js": CLEAN,
    });
    chmodSync(join(root, "a.js"), 0o755);
    git("commit", "--quiet", "--all", "--message", "mode");
    expect((await cli("--write", "--helpers", "file=src/kv-envelope.js")).code).toBe(0);
    expect(git("status", "--porcelain")).toContain("src/kv-envelope.js");
    expect(git("status", "--porcelain", "--untracked-files=all")).not.toContain(".kv-envelope");
    expect(read("a.js")).not.toBe(FLAGGED);

    expect(await cli("undo")).toEqual({
      code: 0,
      stderr: "",
      stdout:
        'kv-envelope: undo\n  restored  a.js\n  restored  src/kv-envelope.js\n  restored  "src/odd name\\n.js"\n',
    });
    expect(git("status", "--porcelain")).toBe("");
    expect(readFileSync(join(root, "src/odd name\n.js"))).toEqual(Buffer.from(ODD));
    expect(statSync(join(root, "a.js")).mode & 0o777).toBe(0o755);
    expect(await cli("undo")).toEqual({
      code: 2,
      stdout: "",
      stderr: "kv-envelope: undo: no run that changed something is known in this directory\n",
    });
  });

  it("keeps what was changed since, says so, and can restore it once it is back", async () => {
    const { root, cli, read, write } = project({
      ...MODULE,
      "a.js": FLAGGED,
      "b.js": FLAGGED,
      "c.js": FLAGGED,
    });
    await cli("--write");
    const migrated = read("b.js");
    write("b.js", `${migrated}// mine\n`);
    rmSync(join(root, "c.js"));
    expect(await cli("undo")).toEqual({
      code: 1,
      stdout: "kv-envelope: undo\n  restored  a.js\n",
      stderr:
        "kv-envelope: c.js: was changed since the run, so it is not restored\nkv-envelope: b.js: was changed since the run, so it is not restored\n",
    });
    expect([read("a.js"), read("b.js"), existsSync(join(root, "c.js"))]).toEqual([
      FLAGGED,
      `${migrated}// mine\n`,
      false,
    ]);
    for (const file of ["b.js", "c.js"]) write(file, migrated);
    expect((await cli("undo")).code).toBe(0);
    expect([read("b.js"), read("c.js")]).toEqual([FLAGGED, FLAGGED]);
  });

  it("takes back the last run that changed something, not a later one that did not", async () => {
    const { cli, read } = project({ ...MODULE, "a.js": FLAGGED });
    await cli("--write");
    await cli("--write");
    await cli("--check");
    expect((await cli("undo")).code).toBe(0);
    expect(read("a.js")).toBe(FLAGGED);
  });

  it.each([
    [["undo", "--write"], "kv-envelope: undo: --write: unknown option; allowed: --help\n"],
    [
      ["undo", "src"],
      'kv-envelope: undo: takes options only, "src" given; a directory of that name is ./undo\n',
    ],
    [
      ["undo"],
      "kv-envelope: .kv-envelope/journal.json: is no journal of this version of kv-envelope; delete it if no run is to be finished or undone\n",
    ],
    [
      ["--write"],
      "kv-envelope: .kv-envelope/journal.json: is no journal of this version of kv-envelope; delete it if no run is to be finished or undone\n",
    ],
  ])("refuses %j beside a journal that can't be understood", async (args, stderr) => {
    const { cli, read } = project({
      ...MODULE,
      "a.js": FLAGGED,
      ".kv-envelope/journal.json": '{ "version": 2 }',
    });
    expect(await cli(...args)).toEqual({ code: 2, stdout: "", stderr });
    expect(read("a.js")).toBe(FLAGGED);
  });

  it("writes and deletes nothing outside of the root, whatever the journal says", async () => {
    const outside = project({ "a.js": "theirs", "a.js.1": "the" });
    const { root, cli, write } = project(MODULE);
    symlinkSync(outside.root, join(root, "dir"));
    const journal = (file: string, state: string): string =>
      JSON.stringify({
        version: 1,
        state,
        startedAtMs: 0,
        entries: ["mine", null].map((before) => ({ file, before, after: "theirs" })),
      });
    write(".kv-envelope/journal.json", journal("dir/a.js", "written"));
    const { code, stderr } = await cli("undo");
    expect(code).toBe(1);
    expect(stderr.match(/leads through a link/g)).toHaveLength(2);
    write(
      ".kv-envelope/journal.json",
      journal("dir/new/b.js", "writing").replace(/\{"file":"[^"]*","before":"mine"[^}]*\},/, ""),
    );
    expect((await cli("--write")).stderr).toContain(
      "dir/new/b.js: leads through a link, so it is not written",
    );
    for (const file of [`../${basename(outside.root)}/a.js`, "./a.js", join(outside.root, "a.js")]) {
      write(".kv-envelope/journal.json", journal(file, "written"));
      expect(await cli("undo")).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("is no journal of this version"),
      });
    }
    expect(readdirSync(outside.root)).toEqual(["a.js", "a.js.1"]);
    expect([outside.read("a.js"), outside.read("a.js.1")]).toEqual(["theirs", "the"]);
  });
});

describe("a run that was interrupted", () => {
  /** A project whose run was stopped after `a.js`, with the text of `b.js` half-written beside it. */
  const interrupted = async (): Promise<ReturnType<typeof project> & { readonly migrated: string }> => {
    const made = project({ ...MODULE, "a.js": FLAGGED, "b.js": FLAGGED });
    await made.cli("--write");
    const migrated = made.read("b.js");
    made.write(".kv-envelope/journal.json", JSON.stringify({ ...journalOf(made.read), state: "writing" }));
    made.write("b.js", FLAGGED);
    made.write("b.js.123", migrated.slice(0, 20));
    made.write("b.js.124", "somebody's own");
    return { ...made, migrated };
  };

  it("is finished by the next one that writes", async () => {
    const { root, cli, read, migrated } = await interrupted();
    expect(await cli("--check")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "kv-envelope: an earlier run was interrupted here: --write finishes it, kv-envelope undo takes it back\n",
    });
    expect(await cli("--write")).toMatchObject({
      code: 0,
      stderr:
        "kv-envelope: an earlier run was interrupted and is finished now: 1 of its 2 files were still to be written\n",
    });
    expect(read("b.js")).toBe(migrated);
    expect(readdirSync(root).filter((name) => /\.\d+$/.test(name))).toEqual(["b.js.124"]);
    expect((await cli("--write")).stderr).toBe("");
  });

  it("is taken back by undo", async () => {
    const { cli, read } = await interrupted();
    expect((await cli("undo")).code).toBe(0);
    expect([read("a.js"), read("b.js")]).toEqual([FLAGGED, FLAGGED]);
  });

  it("is not finished over what somebody changed since", async () => {
    const { cli, read, write } = await interrupted();
    write("b.js", CLEAN);
    const { code, stderr } = await cli("--write");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        "kv-envelope: --write: an earlier run was interrupted, and b.js has changed since, so that it can't be finished: take it back with kv-envelope undo, then run again\n",
    });
    expect((await cli("undo")).code).toBe(1);
    expect([read("a.js"), read("b.js")]).toEqual([FLAGGED, CLEAN]);
    expect((await cli("--write")).code).toBe(0);
  });
});
