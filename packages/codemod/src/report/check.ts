import type { RunResult } from "../run/result.js";
import { displayName } from "./style.js";

/** One line a finding: `file:line:column kind fields status reason`. */
export function formatCheck({ outcomes }: RunResult): string {
  const lines = outcomes.flatMap(({ file, findings }) =>
    findings.map(({ line, column, kind, fields, status, reason }) =>
      [
        `${displayName(file)}:${line}:${column}`,
        kind,
        fields.join(","),
        status,
        ...(reason === undefined ? [] : [reason]),
      ].join(" "),
    ),
  );
  return lines.map((line) => `${line}\n`).join("");
}
