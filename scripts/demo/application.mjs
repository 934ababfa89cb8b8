// The sample application, and a copy of it in a git repository of its own, for the codemod asks for a clean tree.
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./built.mjs";

export const applicationDir = fileURLToPath(new URL("examples/session-service", root));

export async function copyApplication() {
  const dir = await realpath(await mkdtemp(join(tmpdir(), "kv-envelope-demo-")));
  await cp(applicationDir, dir, { recursive: true, filter: (path) => basename(path) !== "node_modules" });
  await writeFile(join(dir, ".gitignore"), "node_modules/\n");
  await linkPackages(join(dir, "node_modules"));

  const git = (...args) => {
    const { status, stdout, stderr, error } = spawnSync("git", args, { cwd: dir, encoding: "utf8" });
    if (error || status !== 0) throw error ?? new Error(`git ${args[0]} failed: ${stderr}`);
    return stdout;
  };
  git("init", "--quiet");
  // The copy's lines are the application's, whatever this machine's git makes of line ends.
  git("config", "core.autocrlf", "false");
  git("add", "--all");
  const author = [
    "-c",
    "user.name=demo",
    "-c",
    "user.email=demo@example.invalid",
    "-c",
    "commit.gpgsign=false",
  ];
  git(...author, "commit", "--quiet", "--no-verify", "--message", "The application as it was");

  return {
    dir,
    /** Paths that differ from the commit, sorted. */
    changedFiles: () =>
      git("status", "--porcelain", "--untracked-files=all")
        .split("\n")
        .filter(Boolean)
        .map((line) => line.slice(3))
        .sort(),
    diff: () => git("diff", "HEAD"),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

/** What `npm install` would put there: the application's own packages and the runtime that changed code imports. */
async function linkPackages(nodeModules) {
  const installed = join(applicationDir, "node_modules");
  const own = (await readdir(installed)).filter((name) => !name.startsWith("."));
  const links = [
    ...own.map((name) => [name, join(installed, name)]),
    ["@kv-envelope/runtime", fileURLToPath(new URL("packages/runtime", root))],
  ];
  for (const [name, target] of links) {
    await mkdir(dirname(join(nodeModules, name)), { recursive: true });
    await symlink(target, join(nodeModules, name), "junction");
  }
}
