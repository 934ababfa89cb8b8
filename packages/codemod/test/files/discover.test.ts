import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { discoverFiles } from "../../src/files/discover.js";
import { isSource } from "../../src/files/extensions.js";
import { gitProject, project } from "../support/project.js";

const tree = {
  "a.ts": "",
  "b.d.ts": "",
  "c.txt": "",
  "src/ü ber.tsx": "",
  "src/[id]/route.js": "",
  "src/new\nline.mjs": "",
  "gen/x.cjs": "",
  "gen/keep.cjs": "",
  "src/local/y.cts": "",
  "node_modules/p/index.js": "",
  ".gitignore": "gen/*\n!gen/keep.cjs\nnode_modules\n",
  "src/.gitignore": "/local\n",
};
const expected = ["a.ts", "gen/keep.cjs", "src/[id]/route.js", "src/new\nline.mjs", "src/ü ber.tsx"];

describe("file discovery", () => {
  it.each([
    ["x.js", true],
    ["x.mjs", true],
    ["x.cjs", true],
    ["x.jsx", true],
    ["x.ts", true],
    ["x.mts", true],
    ["x.cts", true],
    ["x.tsx", true],
    ["x.d.ts", false],
    ["x.d.mts", false],
    ["x.d.css.ts", false],
    ["x.json", false],
    ["js", false],
  ])("%s is a source: %s", (name, is) => {
    expect(isSource(name)).toBe(is);
  });

  it("finds the same files with git and without", async () => {
    expect((await discoverFiles(project(tree).root, [], [])).files).toEqual(expected);
    const repository = gitProject(tree);
    repository.write("src/untracked.ts", "");
    expect((await discoverFiles(repository.root, [], [])).files).toEqual(
      [...expected, "src/untracked.ts"].sort(),
    );
  });

  it("does not look into an ignored directory, whatever a .gitignore in it says", async () => {
    const ignored = {
      "a.ts": "",
      ".gitignore": "dist\n*.gen.ts\n",
      "dist/.gitignore": "!*\n",
      "dist/b.ts": "",
      "src/.gitignore": "!c.gen.ts\n",
      "src/c.gen.ts": "",
      "src/d.gen.ts": "",
      "src/dist/e.ts": "",
    };
    const files = ["a.ts", "src/c.gen.ts"];
    expect((await discoverFiles(project(ignored).root, [], [])).files).toEqual(files);
    expect((await discoverFiles(gitProject(ignored).root, [], [])).files).toEqual(files);
  });

  it.skipIf(process.platform === "win32")("keeps a backslash in a name, with git and without", async () => {
    expect((await discoverFiles(project({ "a\\b.js": "" }).root, [], [])).files).toEqual(["a\\b.js"]);
    expect((await discoverFiles(gitProject({ "a\\b.js": "" }).root, [], [])).files).toEqual(["a\\b.js"]);
  });

  it("takes files, directories and globs to leave out", async () => {
    const { root } = gitProject(tree);
    expect((await discoverFiles(root, ["src/[id]", "./a.ts", "src/[id]/route.js"], [])).files).toEqual([
      "a.ts",
      "src/[id]/route.js",
    ]);
    expect((await discoverFiles(root, [], ["src/**", "./gen/*.cjs"])).files).toEqual(["a.ts"]);
    expect((await discoverFiles(root, ["."], ["*", "!a.ts"])).files).toEqual(["a.ts"]);
  });

  it("walks a directory that the repository around it ignores", async () => {
    const outer = gitProject({ ".gitignore": "copy/\n", "copy/a.ts": "" });
    expect((await discoverFiles(join(outer.root, "copy"), [], [])).files).toEqual(["a.ts"]);
  });

  it("does not list a tracked file that was deleted", async () => {
    const repository = gitProject({ "a.ts": "", "b.ts": "" });
    repository.git("rm", "--cached", "--quiet", "b.ts");
    repository.git(
      "update-index",
      "--add",
      "--cacheinfo",
      `100644,${repository.git("hash-object", "-w", "a.ts").trim()},gone.ts`,
    );
    expect((await discoverFiles(repository.root, [], [])).files).toEqual(["a.ts", "b.ts"]);
  });

  it("skips links, and says where they lead", async () => {
    const outside = project({ "secret.ts": "" });
    const { root, git } = gitProject({ "a.ts": "" });
    symlinkSync(join(outside.root, "secret.ts"), join(root, "out.ts"));
    symlinkSync("a.ts", join(root, "in.ts"));
    symlinkSync("nowhere", join(root, "dead.ts"));
    git("add", "--all");
    expect(await discoverFiles(root, [], [])).toEqual({
      files: ["a.ts"],
      pages: [],
      skipped: [
        { file: "dead.ts", reason: "is a link that leads nowhere" },
        { file: "in.ts", reason: "is a link to a.ts" },
        { file: "out.ts", reason: "is a link that leaves the current directory" },
      ],
      program: ["a.ts"],
      declarations: [],
      manifests: [],
      nestedConfigs: [],
    });
    await expect(discoverFiles(root, ["out.ts"], [])).rejects.toThrow(
      "out.ts: leads out of the current directory; only what is inside it is rewritten",
    );
    expect((await discoverFiles(root, ["in.ts"], [])).files).toEqual(["a.ts"]);
  });

  it.each([
    [["nope"], "nope: no such file or directory"],
    [["a.ts", "src/nope.ts"], "src/nope.ts: no such file or directory"],
    [["a.ts/b.ts"], "a.ts/b.ts: no such file or directory"],
    [[".."], "..: leads out of the current directory; only what is inside it is rewritten"],
    [["c.txt"], /^c\.txt: is not a source by its name; looked for \.js /],
    [["b.d.ts"], /^b\.d\.ts: is not a source by its name/],
    [
      ["node_modules/p/index.js"],
      "node_modules/p/index.js: is inside node_modules or .git, where nothing is rewritten",
    ],
    [["gen/x.cjs"], "gen/x.cjs: is ignored by git (.gitignore), so that a rewrite could not be undone"],
    [["skip.ts"], "skip.ts: is left out by --ignore or the configuration's ignore"],
    [["empty"], /^no file matched under empty; looked for /],
  ])("refuses %j in one line", async (paths, message) => {
    const { root } = gitProject({ ...tree, "skip.ts": "" });
    mkdirSync(join(root, "empty"));
    await expect(discoverFiles(root, paths, ["skip.ts"])).rejects.toThrow(message);
  });
});
