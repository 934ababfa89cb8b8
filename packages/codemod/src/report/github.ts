import { relative, sep } from "node:path";
import type { RunResult } from "../run/result.js";
import { itemsOf, totalLine, uncheckedReadsIn } from "./items.js";
import type { Item } from "./items.js";
import { isLeft } from "./next-steps.js";
import { displayName } from "./style.js";

/** A line for the log of a GitHub workflow, which the runner takes for an annotation. */
interface Annotation {
  readonly level: "error" | "warning";
  readonly message: string;
  readonly at?: {
    readonly file: string;
    readonly line?: number;
    readonly endLine?: number;
    readonly column?: number;
    readonly endColumn?: number;
  };
}

/**
 * What a run found, as workflow commands: what is left and what failed are errors, what `--write` rewrites is a
 * warning. There is no diff beside them, as a line of a source could be taken for a command.
 * @param cwd the directory of the run; GitHub counts paths from the repository's own, `GITHUB_WORKSPACE`
 */
export function githubAnnotations(result: RunResult, env: NodeJS.ProcessEnv, cwd: string): string {
  const { outcomes, problems, dryRun } = result;
  const items = itemsOf(result);
  const annotations: readonly Annotation[] = [
    ...items.filter((item) => item.status === "left" || dryRun).map(annotationOf),
    ...uncheckedReadsIn(result).map(({ message, ...at }): Annotation => ({ level: "warning", message, at })),
    ...outcomes.flatMap(({ file, status, reason = "" }): Annotation[] =>
      status === "failed" ? [{ level: "error", message: reason, at: { file } }] : [],
    ),
    ...problems.map((message): Annotation => ({ level: "warning", message })),
  ];
  const prefix = pathOf(env["GITHUB_WORKSPACE"], cwd);
  const lines = annotations.map((each) => commandOf(each, prefix));
  return [...lines, totalLine(result, items)].map((line) => `${line}\n`).join("");
}

function annotationOf(item: Item): Annotation {
  const { access, status, waitsFor, reason = "", locations } = item;
  const what =
    access === "write"
      ? locations.map(({ message }) => message).join(" ")
      : "This read is of a store whose writes become envelopes.";
  const next =
    status === "left"
      ? `${waitsFor === undefined ? "Left, to be done by hand" : `Waits for --phase ${waitsFor}`}: ${reason}`
      : "kv-envelope --write rewrites it.";
  return { level: isLeft(item) ? "error" : "warning", message: `${what} ${next}`, at: item };
}

function pathOf(workspace: string | undefined, cwd: string): string {
  if (workspace === undefined || workspace === "") return "";
  const path = relative(workspace, cwd).split(sep).join("/");
  return path === "" || path.startsWith("..") ? "" : `${path}/`;
}

function commandOf({ level, message, at }: Annotation, prefix: string): string {
  const properties = {
    title: "kv-envelope",
    ...(at === undefined
      ? {}
      : {
          file: prefix + at.file,
          line: at.line,
          endLine: at.endLine,
          // The runner takes columns only where the annotation stays in one line.
          ...(at.line === at.endLine ? { col: at.column, endColumn: at.endColumn } : {}),
        }),
  };
  const text = Object.entries(properties)
    .map(([name, value]) => `${name}=${inProperty(String(value))}`)
    .join(",");
  return `::${level} ${text}::${inData(displayName(message))}`;
}

/** The runner undoes just these, the percent sign last. */
const inData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const inProperty = (text: string): string => inData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
