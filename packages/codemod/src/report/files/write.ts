import { resolve } from "node:path";
import { messageOf, UsageError } from "../../shared/errors.js";
import type { RunResult } from "../../run/result.js";
import { reportExtension } from "./extensions.js";
import type { ReportExtension } from "./extensions.js";
import { writeAtomically } from "../../files/atomic.js";
import { outputFault } from "../../files/output-file.js";

/** The reports that a run was asked for. */
interface Reports {
  /** @throws {UsageError} if one can't be written after all; the others are. */
  readonly write: (result: RunResult) => Promise<void>;
}

/** Loaded only when asked for: the page brings its style and script. */
const formats: Readonly<Record<ReportExtension, () => Promise<(result: RunResult) => string>>> = {
  ".html": async () => (await import("../html/page.js")).htmlReport,
  ".md": async () => (await import("../markdown.js")).markdownReport,
  ".sarif": async () => (await import("../sarif.js")).sarifReport,
  ".json": async () => (await import("../json.js")).jsonText,
};

/** How a report of ours is known: only such a file is written over. */
const MARKS: Readonly<Record<ReportExtension, RegExp>> = {
  ".html": /<meta name="generator" content="kv-envelope"/,
  ".md": /^# kv-envelope\b/,
  ".sarif": /"name":\s*"kv-envelope"/,
  ".json": /^\{\s*"version":\s*1,\s*"dryRun":/,
};

/**
 * Looks whether reports can be written, before the run begins.
 * @throws {UsageError} if one can't.
 */
export function checkReports(cwd: string, files: readonly string[]): Reports {
  const targets = files.map((given) => {
    const path = resolve(cwd, given);
    const extension = reportExtension(given);
    const fault =
      extension === undefined
        ? "is no report by its name"
        : outputFault(cwd, given, (text) => MARKS[extension].test(text));
    if (extension === undefined || fault !== undefined)
      throw new UsageError(`--report: ${given} ${fault ?? ""}`);
    return { given, path, extension };
  });
  return {
    write: async (result) => {
      const faults: string[] = [];
      for (const { given, path, extension } of targets) {
        const format = await formats[extension]();
        try {
          writeAtomically(path, format(result));
        } catch (error) {
          faults.push(`${given} can't be written: ${messageOf(error)}`);
        }
      }
      if (faults.length > 0) throw new UsageError(`--report: ${faults.join("; ")}; the run itself is done`);
    },
  };
}
