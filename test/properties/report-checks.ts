// What must hold of every migration's report, whatever was rewritten.
import { expect } from "vitest";
import type { ProgramMigration, ReportedEdit, ReportedFinding } from "./migrate.js";
import type { Files } from "./runs.js";

const inOrder = (edits: readonly ReportedEdit[]): ReportedEdit[] =>
  edits.toSorted((left, right) => left.start - right.start || left.end - right.end);

const BOM = "\uFEFF";

/** The text with the reported edits and no other change. */
function withEdits(given: string, edits: readonly ReportedEdit[]): string {
  const text = withoutBom(given);
  let at = 0;
  let result = given.startsWith(BOM) ? BOM : "";
  for (const edit of inOrder(edits)) {
    if (edit.start < at) throw new Error(`the edits at ${edit.start} overlap`);
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

const withoutBom = (text: string): string => (text.startsWith(BOM) ? text.slice(BOM.length) : text);

/** Every byte outside the edits is as it was; line ends and BOM go on as the file has them; bystanders have no edits. */
export function checkTexts(
  before: Files,
  { files, edits }: ProgramMigration,
  bystanders: readonly string[],
): void {
  expect(Object.keys(files).sort()).toEqual(Object.keys(before).sort());
  for (const [path, text] of Object.entries(before)) {
    const after = files[path] ?? "";
    expect(after, path).toBe(withEdits(text, edits[path] ?? []));
    expect(after.startsWith(BOM), `${path}: BOM`).toBe(text.startsWith(BOM));
    if (text.includes("\n")) expect(lineEnds(after), `${path}: line ends`).toEqual(lineEnds(text));
  }
  for (const path of bystanders) expect(files[path], path).toBe(before[path]);
}

const lineEnds = (text: string): string[] => [...new Set(text.match(/\r?\n/g))];

const isLeft = (finding: ReportedFinding): boolean => finding.status === "left";

/** A left write without where it is: edits above it move it. */
const described = ({ file, kind, fields, reason }: ReportedFinding): unknown => ({
  file,
  kind,
  fields,
  reason: reason?.replaceAll(/line \d+, column \d+/g, "there"),
});

/** A second run changes nothing, and reports as left what the first one did. */
export function checkSecondRun(first: ProgramMigration, second: ProgramMigration): void {
  expect(Object.values(second.edits).flat()).toEqual([]);
  expect(second.files).toEqual(first.files);
  expect(second.problems).toEqual([]);
  expect(second.findings.filter(isLeft).map(described)).toEqual(first.findings.filter(isLeft).map(described));
  expect(second.findings.filter((finding) => !isLeft(finding))).toEqual([]);
}

/** No edit reaches into the lines of a write that is reported as left. */
export function checkLeft(before: Files, { findings, edits }: ProgramMigration): void {
  for (const { file, line, endLine } of findings.filter(isLeft)) {
    const text = withoutBom(before[file] ?? "");
    const lineAt = (offset: number): number => text.slice(0, offset).split("\n").length;
    const touching = (edits[file] ?? []).filter(
      ({ start, end }) => lineAt(start) <= endLine && lineAt(end) >= line,
    );
    expect(touching, `${file}:${line} is left`).toEqual([]);
  }
}
