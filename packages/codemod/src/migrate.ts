import { applyEdits, detect, mayHaveFindings } from "@kv-envelope/detector";
import type { Detection, ParsedFile, ProjectFacts, Settings, TextEdit } from "@kv-envelope/detector";
import { describeFinding, describeRead } from "./describe.js";
import type { MigrationFinding, MigrationRead } from "./describe.js";
import { FileError, messageOf } from "./errors.js";
import { parseFile } from "./parse.js";
import { decodeText, withBom } from "./source-text.js";
import { countSyntaxErrors, loadTypeScript } from "./typescript.js";
import { outsideEditsFault, withLineEnds } from "./verify.js";

/** One file to migrate. */
export interface MigrationInput {
  /** The file's text, a BOM included. */
  readonly text: string;
  /** Tells the language by its extension; nothing is read from there. */
  readonly fileName: string;
  readonly settings?: Settings;
  readonly facts?: ProjectFacts;
}

/** What became of one file. */
export interface Migration {
  /** The rewritten text, with BOM and line ends as they were; the input itself if nothing is to be rewritten. */
  readonly output: string;
  /** In source order. */
  readonly findings: readonly MigrationFinding[];
  /** In source order. */
  readonly reads: readonly MigrationRead[];
  /** Why the rewrite is not to be had: it did not pass its own check. `output` is the input then. */
  readonly error?: string;
}

const NO_FACTS: ProjectFacts = { edgeRuntimeVersion: () => null, manifestBindings: () => [] };

/**
 * Migrates one file's text: finds the raw KV writes with verbatim fields, rewrites them and their
 * reads, and checks the result. Reads and writes no file.
 * @param input the file; its settings are those of `kv-envelope.config.json`.
 * @returns the new text and what was found; with `error` if the rewrite failed its check.
 * @throws {Error} if the text can't be parsed: the message tells line and column.
 */
export function migrateFile(input: MigrationInput): Migration {
  return migrate(input, () => undefined);
}

/**
 * As {@link migrateFile}.
 * @param helperModule where this file imports the envelope helpers from, `undefined` for what the
 * settings say; asked only once there is a rewrite, and may throw a {@link FileError} against it.
 */
export function migrate(input: MigrationInput, helperModule: () => string | undefined): Migration {
  const { fileName, facts = NO_FACTS } = input;
  let settings = input.settings ?? {};
  const { text, hasBom } = decodeText(input.text);
  if (!mayHaveFindings(text, settings, facts)) return { output: input.text, findings: [], reads: [] };

  const file = parseFile(text, fileName);
  let detection = detect(file, settings, facts);
  let edits = detection.rewrite().get(file) ?? [];
  if (edits.length > 0) {
    let module: string | undefined;
    try {
      module = helperModule();
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return { output: input.text, ...describeAll(detection, error.message), error: error.message };
    }
    if (module !== undefined && module !== settings.helpers?.module) {
      settings = { ...settings, helpers: { module } };
      detection = detect(file, settings, facts);
      edits = detection.rewrite().get(file) ?? [];
    }
  }
  if (edits.length === 0) return { output: input.text, ...describeAll(detection, undefined) };

  const result = rewrite(file, detection, withLineEnds(edits, text), (parsed) => detect(parsed, settings, facts), fileName);
  if (result.fault === undefined) return { output: withBom(result.output, hasBom), ...describeAll(detection, undefined) };
  const error = `the rewrite failed its check and is not applied: ${result.fault}`;
  return { output: input.text, ...describeAll(detection, error), error };
}

const describeAll = ({ findings, reads }: Detection, fault: string | undefined): Pick<Migration, "findings" | "reads"> => ({
  findings: findings.map((finding) => describeFinding(finding, fault)).sort(bySource),
  reads: reads.map((read) => describeRead(read, fault)).sort(bySource),
});

const bySource = (left: { readonly line: number; readonly column: number }, right: typeof left): number => left.line - right.line || left.column - right.column;

interface Rewritten {
  readonly output: string;
  readonly fault: string | undefined;
}

function rewrite(
  before: ParsedFile,
  detection: Detection,
  edits: readonly TextEdit[],
  detectAgain: (file: ParsedFile) => Detection,
  fileName: string,
): Rewritten {
  let output: string;
  try {
    output = applyEdits(before.text, edits);
  } catch (error) {
    return { output: before.text, fault: messageOf(error) };
  }
  const fault =
    outsideEditsFault(before.text, output, edits) ?? syntaxFault(before.text, output, fileName) ?? secondRunFault(detection, output, detectAgain, fileName);
  return { output, fault };
}

function syntaxFault(before: string, after: string, fileName: string): string | undefined {
  const ts = loadTypeScript();
  const has = countSyntaxErrors(ts, after, fileName);
  const had = has === 0 ? 0 : countSyntaxErrors(ts, before, fileName);
  return has > had ? `it has ${has - had} more syntax error${has - had === 1 ? "" : "s"} than before` : undefined;
}

function secondRunFault(
  first: Detection,
  output: string,
  detectAgain: (file: ParsedFile) => Detection,
  fileName: string,
): string | undefined {
  let second: Detection;
  try {
    second = detectAgain(parseFile(output, fileName));
  } catch (error) {
    return error instanceof FileError ? error.message : `a second run throws: ${messageOf(error)}`;
  }
  const again = [...second.rewrite().values()].flat().length;
  if (again > 0) return `a second run would make ${again} more edit${again === 1 ? "" : "s"}`;
  const left = first.findings.filter(({ outcome }) => outcome.status === "left").length;
  return second.findings.length === left ? undefined : `a second run finds ${second.findings.length} writes where ${left} were left`;
}
