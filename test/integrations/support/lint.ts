import { ESLint } from "eslint";
import type { Linter } from "eslint";
import type { Project } from "./project.js";

/** Beside the envelope, and with tests of its own: what kinds of files differ in is where an envelope's import goes. */
const OTHER_REMEDY = /^Let the service expire/;

/** A report, with what it marks in the file and what the file is once its suggestion is taken. */
export interface Report {
  readonly file: string;
  readonly line: number;
  readonly rule: string | null;
  readonly message: string;
  readonly marked: string;
  readonly suggestions: readonly { readonly title: string; readonly output: string }[];
}

/** Lints files of a project as its own configuration says. */
export async function lint(project: Project, ...files: readonly string[]): Promise<Report[]> {
  const eslint = new ESLint({ cwd: project.root });
  const results = await eslint.lintFiles([...files]);
  return results.flatMap(({ filePath, messages }) => {
    const file = filePath.slice(project.root.length + 1);
    const text = project.read(file);
    return messages.map((message) => ({ file, ...reportOf(text, message) }));
  });
}

function reportOf(
  text: string,
  { ruleId, message, line, column, endLine, endColumn, suggestions = [] }: Linter.LintMessage,
): Omit<Report, "file"> {
  const marked = text.slice(
    offsetOf(text, line, column),
    offsetOf(text, endLine ?? line, endColumn ?? column),
  );
  return {
    line,
    rule: ruleId,
    message,
    marked,
    suggestions: suggestions
      .filter(({ desc }) => !OTHER_REMEDY.test(desc))
      .map(({ desc, fix }) => ({
        title: desc,
        output: text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]),
      })),
  };
}

/** Where a line (from 1) and column (from 1) are in a text. */
function offsetOf(text: string, line: number, column: number): number {
  const before = text
    .split("\n")
    .slice(0, line - 1)
    .join("\n");
  return (line === 1 ? 0 : before.length + 1) + column - 1;
}
