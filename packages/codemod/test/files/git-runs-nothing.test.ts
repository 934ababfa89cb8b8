import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FLAGGED, gitProject } from "../support/project.js";

const MODULE = { "package.json": '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }' };

describe.skipIf(process.platform === "win32")("the programs that a repository's configuration names", () => {
  it.each([
    ["a file system monitor", "core.fsmonitor"],
    ["an external diff", "diff.external"],
    ["a pager", "core.pager"],
    ["a pager of one command", "pager.diff"],
    ["a hook", "core.hooksPath"],
  ])("are not run by the tool's own calls of git: %s", async (_what, key) => {
    const { root, cli, git, write } = gitProject({ ...MODULE, "a.js": FLAGGED, "old.js": "export {};\n" });
    const trap = join(root, ".git/trap");
    write(".git/hooks-of-theirs/post-index-change", `#!/bin/sh\ntouch ${trap}\n`);
    write(".git/run.sh", `#!/bin/sh\ntouch ${trap}\n`);
    git("config", "core.editor", "true");
    for (const file of ["run.sh", "hooks-of-theirs/post-index-change"])
      chmodSync(join(root, ".git", file), 0o755);
    write("old.js", "export const changed = 1;\n");
    git("add", "old.js");
    git("config", key, join(root, ".git", key === "core.hooksPath" ? "hooks-of-theirs" : "run.sh"));
    for (const args of [
      ["--check"],
      ["--since", "HEAD"],
      ["--staged"],
      ["--write"],
      ["--write", "--allow-dirty"],
    ])
      await cli(...args);
    expect(existsSync(trap)).toBe(false);
  });
});
