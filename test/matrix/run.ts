import { spawnSync } from "node:child_process";
import path from "node:path";
import type { ESLint } from "eslint";
import { LINTED } from "./project.js";

/** What one report is, whichever prefix the rule has. */
export interface Report {
  readonly file: string;
  readonly ruleId: string;
  readonly place: readonly (number | undefined)[];
  readonly message: string;
  readonly suggestions: unknown;
}

interface Lint {
  readonly node?: string;
  readonly config?: "flat" | "legacy";
}

/** Lints a folder's project with what is installed there. */
export function lint(folder: string, { node = process.execPath, config = "flat" }: Lint = {}): Report[] {
  const isFlat = config === "flat";
  const args = [
    path.join("node_modules", "eslint", "bin", "eslint.js"),
    "--format",
    "json",
    ...LINTED,
    ...(isFlat ? [] : ["--ext", ".js,.ts"]),
  ];
  const { stdout, stderr, status } = run(folder, node, args, { ESLINT_USE_FLAT_CONFIG: String(isFlat) });
  if (status !== 1 || stderr !== "")
    throw new Error(`ESLint ended with ${String(status)}: ${stderr}${stdout}`);
  const results: ESLint.LintResult[] = JSON.parse(stdout);
  const reports = results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, message, line, column, endLine, endColumn, suggestions }) => ({
      file: path.relative(folder, filePath).replaceAll("\\", "/"),
      ruleId: ruleId?.replace(isFlat ? "kv-envelope/" : "@kv-envelope/", "") ?? "",
      place: [line, column, endLine, endColumn],
      message,
      suggestions,
    })),
  );
  return reports.sort((one, other) => (one.file < other.file ? -1 : 1));
}

/** Checks the types of a folder's own TypeScript: what it prints, nothing if all is well. */
export const typeErrors = (folder: string): string =>
  run(folder, process.execPath, [path.join("node_modules", "typescript", "bin", "tsc"), "--project", "types"])
    .stdout;

function run(
  cwd: string,
  node: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { stdout: string; stderr: string; status: number | null } {
  const { stdout, stderr, status, error } = spawnSync(node, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  if (error !== undefined) throw error;
  return { stdout, stderr, status };
}
