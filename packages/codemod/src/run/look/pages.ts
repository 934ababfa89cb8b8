import { applyEdits, hasEvidence, namesField } from "@kv-envelope/detector";
import type { TextEdit } from "@kv-envelope/detector";
import { moduleKindByExtension, projectFactsFor } from "@kv-envelope/project-facts";
import { join } from "node:path";
import { readSource } from "../../files/read.js";
import { migrateProgram } from "../../migrate.js";
import { systemCode } from "../../shared/errors.js";
import { codeFencesIn } from "../../source/code-fences.js";
import type { CodeFence } from "../../source/code-fences.js";
import { decodeText, withBom } from "../../source/source-text.js";
import { failed } from "../outcome.js";
import type { FileOutcome } from "../outcome.js";
import type { RunOptions } from "../options/options.js";
import type { RunContext } from "../run-context.js";

/** What would become of pages of Markdown, and which of their code can't be looked at. */
export interface ExaminedPages {
  readonly outcomes: readonly FileOutcome[];
  readonly problems: readonly string[];
}

/** Looks into the code fences of pages, each a program by itself: a sample reads and writes no store of the program. */
export function examinePages(
  context: RunContext,
  pages: readonly string[],
  options: Pick<RunOptions, "phase" | "allowPartial">,
): ExaminedPages {
  const problems: string[] = [];
  const outcomes = pages.map((file) => {
    try {
      return examinePage(context, file, options, problems);
    } catch (error) {
      const code = systemCode(error);
      if (code === undefined) throw error;
      return failed(file, `can't be read: ${code}`);
    }
  });
  return { outcomes, problems };
}

function examinePage(
  { root, settings }: RunContext,
  file: string,
  options: Pick<RunOptions, "phase" | "allowPartial">,
  problems: string[],
): FileOutcome {
  const { bytes, text: before, encoding } = readSource(join(root, file));
  const { text, hasBom } = decodeText(before);
  const facts = projectFactsFor(join(root, file));
  const findings: FileOutcome["findings"][number][] = [];
  const reads: FileOutcome["reads"][number][] = [];
  const edits: TextEdit[] = [];
  if (encoding !== "UTF-8" || !hasEvidence(text, settings, facts) || !namesField(text, settings))
    return { file, status: "unchanged", findings, reads };
  for (const fence of codeFencesIn(text)) {
    const name = `${file}.${fence.extension}`;
    const moduleKind = (): ReturnType<typeof moduleKindByExtension> => moduleKindByExtension(name);
    const migrated = migrateProgram(
      { [name]: inPlace(text, fence) },
      { ...options, settings, facts: () => ({ ...facts, moduleKind }) },
    );
    const fault = migrated.problems.find((problem) => problem.startsWith(`${name}: can't be parsed`));
    if (fault !== undefined)
      problems.push(
        `${file}: the code fence at line ${fence.line} is not looked at: it ${fault.slice(name.length + 2)}`,
      );
    findings.push(...migrated.findings.map(({ file: _file, ...finding }) => finding));
    reads.push(...migrated.reads.map(({ file: _file, ...read }) => read));
    edits.push(...(migrated.edits[name] ?? []).map((edit) => within(fence, edit)));
  }
  if (edits.length === 0) return { file, status: "unchanged", findings, reads };
  const after = withBom(applyEdits(text, edits), hasBom);
  return { file, status: "changed", findings, reads, change: { bytes, before, after } };
}

/** A fence's code at its place, so that lines and columns are those of the page. */
const inPlace = (text: string, { start, end }: CodeFence): string =>
  text.slice(0, start).replaceAll(/[^\r\n]/g, " ") + text.slice(start, end);

/** What is put before all code goes to the beginning of the fence, and in a list stands as far in as the rest. */
function within(fence: CodeFence, edit: TextEdit): TextEdit {
  if (edit.start >= fence.start) return edit;
  const text = edit.text.replaceAll(/^(?=[^\r\n])/gm, fence.indent);
  return { ...edit, start: fence.start, end: Math.max(edit.end, fence.start), text };
}
