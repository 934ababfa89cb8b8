import { mayHaveFindings } from "@kv-envelope/detector";
import type { Settings } from "@kv-envelope/detector";
import { projectFactsFor } from "@kv-envelope/project-facts";
import { join } from "node:path";
import { FileError, messageOf, systemCode } from "./errors.js";
import { readSource } from "./files/read.js";
import type { Source } from "./files/read.js";
import { helperSpecifier } from "./helper/specifier.js";
import type { HelperPath } from "./helper/specifier.js";
import { migrate } from "./migrate.js";
import { failed } from "./outcome.js";
import type { FileOutcome } from "./outcome.js";
import { loadTypeScript } from "./typescript.js";

/** What is the same for every file of a run. */
export interface RunContext {
  /** Absolute, without links. */
  readonly root: string;
  readonly settings: Settings;
  /** The helper module of the user's own, if rewritten code is to import that. */
  readonly helper: HelperPath | undefined;
}

/** Looks into one file and works out its rewrite. Writes nothing; a fault in the file is its outcome, not an exception. */
export function examineFile(context: RunContext, file: string): FileOutcome {
  if (file === context.helper?.path) return { file, status: "skipped", reason: "is the helper module", findings: [], reads: [] };
  let source: Source;
  try {
    source = readSource(join(context.root, file));
  } catch (error) {
    return failed(file, `can't be read: ${systemCode(error) ?? messageOf(error)}`);
  }
  try {
    return migrateSource(context, file, source);
  } catch (error) {
    return failed(file, error instanceof FileError ? error.message : `internal error: ${messageOf(error)}`);
  }
}

function migrateSource({ root, settings, helper }: RunContext, file: string, source: Source): FileOutcome {
  const fileName = join(root, file);
  const facts = projectFactsFor(fileName);
  if (!mayHaveFindings(source.text, settings, facts)) return { file, status: "unchanged", findings: [], reads: [] };
  if (source.encoding !== "UTF-8") return failed(file, `is ${source.encoding}; only UTF-8 is rewritten`);

  const input = { text: source.text, fileName, settings, facts };
  const { output, findings, reads, error } = migrate(input, () =>
    helper === undefined ? undefined : helperSpecifier(loadTypeScript(), root, helper, file, source.text),
  );
  if (error !== undefined) return failed(file, error, { findings, reads });
  if (output === source.text) return { file, status: "unchanged", findings, reads };
  return { file, status: "changed", findings, reads, change: { bytes: source.bytes, before: source.text, after: output } };
}
