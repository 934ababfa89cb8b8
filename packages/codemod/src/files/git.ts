import { spawnSync } from "node:child_process";
import { messageOf, UsageError } from "../shared/errors.js";

/** The files of a directory that a run is limited to by git, relative to it. */
export interface GitSelection {
  readonly files: ReadonlySet<string>;
  /** With `--staged`: what the index holds of the files whose text on disk differs from it. */
  readonly staged: ReadonlyMap<string, Buffer>;
}

interface GitResult {
  readonly ok: boolean;
  readonly out: string;
  readonly error: string;
}

/** A repository's configuration may name programs that git runs: what asks for them is turned off for the tool's own calls. */
const RUNS_NOTHING = [
  "--no-pager",
  ...["core.fsmonitor=false", "core.hooksPath=/dev/null", "diff.autoRefreshIndex=false"].flatMap((each) => [
    "-c",
    each,
  ]),
];

function git(root: string, args: readonly string[]): GitResult {
  const { status, stdout, stderr, error } = spawnSync("git", [...RUNS_NOTHING, ...args], {
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
    throw new UsageError(
      `git can't tell whether there are uncommitted changes: ${error.split("\n")[0] ?? ""}; --allow-dirty goes on all the same`,
    );
  }
  const { ok, out, error } = git(root, [
    "status",
    "--porcelain",
    "-z",
    "--no-renames",
    // Looking into a submodule would go by its own configuration.
    "--ignore-submodules=dirty",
    "--",
    ".",
    ...except.map((file) => `:(exclude,literal)${file}`),
  ]);
  if (!ok)
    throw new UsageError(
      `git status failed: ${error.replaceAll("\n", " ")}; --allow-dirty goes on all the same`,
    );
  return out
    .split("\0")
    .filter((entry) => entry !== "")
    .map((entry) => entry.slice(3));
}

/**
 * The files that differ from a revision, untracked ones included.
 * @throws {UsageError} outside of git, or if there is no such revision.
 */
export function changedSince(root: string, revision: string): GitSelection {
  requireGit(root, "--since");
  const commit = git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  if (!commit.ok)
    throw new UsageError(
      `--since: ${JSON.stringify(revision)} given, which git does not know here; allowed: a commit, branch or tag`,
    );
  const changed = names(root, "--since", ["diff", ...DIFF, "--diff-filter=d", commit.out.trim(), "--", "."]);
  const untracked = names(root, "--since", ["ls-files", "-z", "--others", "--exclude-standard"]);
  return { files: new Set([...changed, ...untracked]), staged: new Map() };
}

/**
 * The files that the next commit changes, as it holds them.
 * @param isSource the files whose text matters.
 * @throws {UsageError} outside of git.
 */
export function stagedFiles(root: string, isSource: (file: string) => boolean): GitSelection {
  requireGit(root, "--staged");
  const files = names(root, "--staged", ["diff", "--cached", ...DIFF, "--diff-filter=d", "--", "."]);
  const differing = names(root, "--staged", ["diff", ...DIFF, "--diff-filter=d", "--", "."]).filter(isSource);
  return { files: new Set(files), staged: new Map(differing.map((file) => [file, stagedText(root, file)])) };
}

const DIFF = [
  "--name-only",
  "-z",
  "--relative",
  "--no-renames",
  "--ignore-submodules",
  "--no-ext-diff",
  "--no-textconv",
];

function requireGit(root: string, option: string): void {
  if (!isInGit(root))
    throw new UsageError(`${option}: the current directory is in no git work tree; run without ${option}`);
}

function names(root: string, option: string, args: readonly string[]): string[] {
  const { ok, out, error } = git(root, args);
  if (!ok) throw new UsageError(`${option}: git ${args[0] ?? ""} failed: ${error.replaceAll("\n", " ")}`);
  return out.split("\0").filter((path) => path !== "");
}

function stagedText(root: string, file: string): Buffer {
  const { status, stdout, stderr } = spawnSync("git", [...RUNS_NOTHING, "cat-file", "blob", `:./${file}`], {
    cwd: root,
    maxBuffer: 1 << 30,
  });
  if (status !== 0)
    throw new UsageError(
      `--staged: git can't give what is staged of ${file}: ${stderr.toString().trim().replaceAll("\n", " ")}`,
    );
  return stdout;
}
