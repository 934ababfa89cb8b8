import { spawnSync } from "node:child_process";
import { messageOf, UsageError } from "../errors.js";

interface GitResult {
  readonly ok: boolean;
  readonly out: string;
  readonly error: string;
}

function git(root: string, args: readonly string[]): GitResult {
  const { status, stdout, stderr, error } = spawnSync("git", args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    // Messages are read below, so they must not be translated; and looking must not take locks.
    env: { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" },
  });
  if (error !== undefined) return { ok: false, out: "", error: messageOf(error) };
  return { ok: status === 0, out: stdout, error: stderr.trim() };
}

/** Whether git tracks this directory: it stands in a work tree, and that work tree does not ignore it. */
export function isInGit(root: string): boolean {
  const inside = git(root, ["rev-parse", "--is-inside-work-tree"]);
  // A copy inside an ignored folder of another repository is nobody's work tree.
  return inside.ok && inside.out.trim() === "true" && !git(root, ["check-ignore", "--quiet", root]).ok;
}

/** The files under a directory that git tracks or would track, relative to it, with `/`. */
export function listGitFiles(root: string): string[] {
  const { ok, out, error } = git(root, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  if (!ok) throw new UsageError(`git ls-files failed: ${error.replaceAll("\n", " ")}`);
  return [...new Set(out.split("\0"))].filter((path) => path !== "");
}

/**
 * The files under a directory with changes that no commit holds, relative to it.
 * @param except files that don't count, relative to the directory.
 * @throws {UsageError} if there is a repository whose state git can't tell.
 */
export function dirtyFiles(root: string, except: readonly string[] = []): string[] {
  if (!isInGit(root)) {
    const { ok, error } = git(root, ["rev-parse", "--is-inside-work-tree"]);
    if (ok || error === "" || /not a git repository|ENOENT/.test(error)) return [];
    throw new UsageError(`git can't tell whether there are uncommitted changes: ${error.split("\n")[0] ?? ""}; --allow-dirty goes on all the same`);
  }
  const { ok, out, error } = git(root, ["status", "--porcelain", "-z", "--no-renames", "--", ".", ...except.map((file) => `:(exclude,literal)${file}`)]);
  if (!ok) throw new UsageError(`git status failed: ${error.replaceAll("\n", " ")}; --allow-dirty goes on all the same`);
  return out
    .split("\0")
    .filter((entry) => entry !== "")
    .map((entry) => entry.slice(3));
}
