import type { Args } from "../cli/args.js";
import type { Io } from "../shared/io.js";
import type { RunResult } from "../run/result.js";
import { formatCheck } from "./check.js";
import { jsonText } from "./json.js";
import { colourWish, displayName, styleFor } from "./style.js";
import { formatSummary } from "./summary.js";

interface Output {
  readonly stdout: string;
  /** Files that failed, one line each: they are faults, not findings. */
  readonly stderr: string;
}

/** A run's report, in the form that the command line asks for; what only some forms need is loaded for these. */
export async function report(args: Args, result: RunResult, { stdout, env, cwd }: Io): Promise<Output> {
  if (args.json) return { stdout: jsonText(result), stderr: "" };
  const style = styleFor(stdout, colourWish(args.noColor, env));
  const lines =
    args.format === "github"
      ? (await import("./github.js")).githubAnnotations(result, env, cwd())
      : args.check
        ? formatCheck(result)
        : undefined;
  if (lines !== undefined) return { stdout: lines, stderr: faultLines(result) };
  const detail = args.write
    ? ""
    : (await import("./diff.js")).formatDiff(result, style, stdout.isTTY === true);
  const plain = formatSummary(result, style, { showsSettings: args.emitSettings !== undefined });
  // On a pipe there is no `columns`: a line stays a line for the next program.
  const summary =
    stdout.columns === undefined ? plain : (await import("./wrap.js")).wrapLines(plain, stdout.columns);
  return {
    stdout: [detail, summary].filter((part) => part !== "").join("\n"),
    stderr: faultLines(result),
  };
}

function faultLines(result: RunResult): string {
  const failed = result.outcomes.flatMap(({ file, status, reason = "" }) =>
    status === "failed" ? [`kv-envelope: ${displayName(file)}: ${reason}\n`] : [],
  );
  const problems = result.problems.map((line) => `kv-envelope: ${displayName(line)}\n`);
  return [...failed, ...problems].join("");
}
