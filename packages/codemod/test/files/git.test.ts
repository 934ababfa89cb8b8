import { describe, expect, it } from "vitest";
import { CLEAN, FLAGGED, gitProject, project } from "../support/project.js";

const MODULE = { "package.json": '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }' };
const KV = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/\${key}\`;
export const kvPut = (key, body) => fetch(url(key), { method: "PUT", body });
`;
const SAVE = `import { kvPut } from "./kv.js";
export const save = (id, user) => kvPut(id, JSON.stringify({ value: user, expiration_ttl: 60 }));
`;
const LOAD = `export async function load(id) {
  const res = await fetch(\`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/session-\${id}\`);
  return (await res.json()).value;
}
`;
const findingsOf = (stdout: string): string[] =>
  stdout.split("\n").flatMap((line) => /^(.+?):\d+:\d+ \w+ /.exec(line)?.[1] ?? []);

describe("--since", () => {
  it("limits the run to what changed and to all that import it, through others too", async () => {
    const { cli, write, git, read } = gitProject({
      ...MODULE,
      "kv.js": KV,
      "save.js": SAVE,
      "index.js": 'export * from "./save.js";\n',
      "far.js": SAVE.replace("./kv.js", "./again.js").replace("save", "saveFar"),
      "again.js": 'export { kvPut } from "./kv.js";\n',
      "other.js": FLAGGED,
    });
    expect(findingsOf((await cli("--since", "HEAD", "--check")).stdout)).toEqual([]);
    write("kv.js", `// changed\n${KV}`);
    const { code, stdout } = await cli("--since", "HEAD", "--check");
    expect(code).toBe(1);
    expect(stdout).toContain("5 listed");
    expect(findingsOf(stdout)).toEqual(["far.js", "save.js"]);
    git("commit", "--quiet", "--all", "--message", "change");
    expect((await cli("--since", "HEAD~1", "--write")).code).toBe(0);
    expect(read("save.js")).toContain("encodeEnvelope");
    expect(read("other.js")).toBe(FLAGGED);
  });

  it("takes untracked files, names of all kinds, and holds a write whose read it may not change", async () => {
    const { cli, write, git } = gitProject({ ...MODULE, "old.js": FLAGGED });
    const odd = ["a b.js", "new\nline.js", "-dash.js", "ü 🗝.js", 'it\'s "quoted".js'];
    for (const name of odd) write(name, FLAGGED);
    const reported = JSON.parse((await cli("--since", "HEAD", "--json")).stdout);
    expect(reported).toMatchObject({ files: { scanned: odd.length, changed: odd.length } });
    git("add", "--all");
    expect(JSON.parse((await cli("--staged", "--json")).stdout)).toMatchObject({
      files: { scanned: odd.length },
    });
    git("commit", "--quiet", "--message", "more");

    write("load.js", LOAD);
    git("add", "--all");
    git("commit", "--quiet", "--message", "read");
    write("old.js", `// changed\n${FLAGGED}`);
    expect((await cli("--since", "HEAD", "--check")).stdout).toMatch(
      /^old\.js:6:42 http expiration_ttl left .*load\.js is not among the files that this run may change/,
    );
  });

  it.each([
    [
      ["--since", "nope"],
      'kv-envelope: --since: "nope" given, which git does not know here; allowed: a commit, branch or tag\n',
    ],
    [
      ["--since=--output=x"],
      'kv-envelope: --since: "--output=x" given, which git does not know here; allowed: a commit, branch or tag\n',
    ],
  ])("refuses %j", async (args, message) => {
    expect(await gitProject({ "a.js": CLEAN }).cli(...args)).toEqual({
      code: 2,
      stdout: "",
      stderr: message,
    });
  });

  it("says that there is no git", async () => {
    const { cli } = project({ "a.js": CLEAN });
    expect(await cli("--since", "HEAD")).toEqual({
      code: 2,
      stdout: "",
      stderr: "kv-envelope: --since: the current directory is in no git work tree; run without --since\n",
    });
    expect((await cli("--staged")).stderr).toBe(
      "kv-envelope: --staged: the current directory is in no git work tree; run without --staged\n",
    );
  });
});

describe("--staged", () => {
  it("is content where no source is staged", async () => {
    const { cli, write, git } = gitProject({ ...MODULE, "old.js": FLAGGED });
    write("readme.md", "");
    git("add", "--all");
    expect(await cli("--staged", "--check")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("0 listed"),
    });
  });

  it("rewrites staged files alone, leaves the index as it is, and says what to do", async () => {
    const { cli, write, git, read } = gitProject({ ...MODULE, "old.js": FLAGGED });
    write("new.js", FLAGGED);
    git("add", "new.js");
    write("unstaged.js", FLAGGED);
    const { code, stdout } = await cli("--staged", "--write");
    expect(code).toBe(1);
    expect(stdout).toContain("Stage what was rewritten (git add), then commit");
    expect(read("new.js")).toContain("encodeEnvelope");
    expect(git("show", ":new.js")).toBe(FLAGGED);
    expect([read("old.js"), read("unstaged.js")]).toEqual([FLAGGED, FLAGGED]);
    git("add", "new.js");
    expect((await cli("--staged", "--write")).code).toBe(0);
  });

  it("looks at what is staged of a file that is staged in part, and changes nothing in it", async () => {
    const { cli, write, git, read } = gitProject({ ...MODULE });
    write("mended.js", FLAGGED);
    write("worse.js", CLEAN);
    git("add", "--all");
    write("mended.js", CLEAN);
    write("worse.js", FLAGGED);
    const { code, stdout } = await cli("--staged", "--write");
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /mended\.js:5:42 {2}http expiration_ttl: mended\.js has changes that are not staged, which a rewrite would mix with the staged ones: stage or stash them/,
    );
    expect(stdout).not.toContain("worse.js:");
    expect([read("mended.js"), read("worse.js")]).toEqual([CLEAN, FLAGGED]);
  });
});
