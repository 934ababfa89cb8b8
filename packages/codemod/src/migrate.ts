import type { Phase, ProjectFacts, Settings, TextEdit } from "@kv-envelope/detector";
import { moduleKindByExtension } from "@kv-envelope/project-facts";
import type { MigrationFinding, MigrationRead } from "./program/describe.js";
import { FileError } from "./shared/errors.js";
import { isSource } from "./files/extensions.js";
import { memoryTree } from "./modules/file-tree.js";
import { finish } from "./shared/steps.js";
import { migrateTree } from "./program/program-migration.js";

/** What is known of a file by its name alone. */
const factsOfName = (fileName: string): ProjectFacts => ({
  edgeRuntimeVersion: () => null,
  manifestBindings: () => [],
  moduleKind: () => moduleKindByExtension(fileName),
});

/** One file to migrate by itself. */
export interface MigrationInput {
  /** The file's text, a BOM included. */
  readonly text: string;
  /** Tells the language by its extension; nothing is read from there. */
  readonly fileName: string;
  readonly settings?: Settings;
  readonly facts?: ProjectFacts;
  /** Which half is rewritten: `reads`, then a deploy, then `writes`. Default: `all`. */
  readonly phase?: Phase;
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

/**
 * Migrates one file's text by itself: finds the raw KV writes with verbatim fields, rewrites them
 * and their reads, and checks the result. Reads and writes no file.
 * @param input the file; its settings are those of `kv-envelope.config.json`.
 * @returns the new text and what was found; with `error` if the rewrite failed its check.
 * @throws {Error} if the text can't be parsed: the message tells line and column.
 */
export function migrateFile({
  text,
  fileName,
  settings = {},
  facts = factsOfName(fileName),
  phase = "all",
}: MigrationInput): Migration {
  const name = fileName.replaceAll("\\", "/").replace(/^.*\//, "");
  const { rewrites, faults, findings, reads } = finish(
    migrateTree({
      tree: memoryTree({ [name]: text }, () => true),
      settings,
      factsFor: () => facts,
      readOnly: () => undefined,
      allowsPartial: false,
      phase,
    }),
  );
  const fault = faults.get(name);
  if (fault !== undefined && findings.length === 0) throw new FileError(fault);
  const output = rewrites.get(name)?.after ?? text;
  const found = { findings: findings.map(withoutFile), reads: reads.map(withoutFile) };
  return fault === undefined ? { output, ...found } : { output, ...found, error: fault };
}

const withoutFile = <T extends { readonly file: string }>({ file: _file, ...rest }: T): Omit<T, "file"> =>
  rest;

/** How a whole program is migrated. */
export interface ProgramOptions {
  readonly settings?: Settings;
  /** What surrounds a file; by default nothing is known. */
  readonly facts?: (file: string) => ProjectFacts;
  /** Rewrites writes although a read of their store can't be: that read meets envelopes from then on. Default: false. */
  readonly allowPartial?: boolean;
  /** Which half is rewritten: `reads`, then a deploy, then `writes`. Default: `all`. */
  readonly phase?: Phase;
}

/** What became of a program. */
export interface ProgramMigration {
  /** All files by path, the rewritten ones in their new form. */
  readonly files: Readonly<Record<string, string>>;
  /** By file, then position. */
  readonly findings: readonly (MigrationFinding & { readonly file: string })[];
  /** By file, then position. */
  readonly reads: readonly (MigrationRead & { readonly file: string })[];
  /** What was changed, by file: offsets into the text without its BOM. */
  readonly edits: Readonly<Record<string, readonly TextEdit[]>>;
  /** The settings with which ESLint sees the program's own writers and readers one file at a time. */
  readonly settings: Settings;
  /** What is not known of the program, a line each: files that can't be parsed, modules that lead nowhere. */
  readonly problems: readonly string[];
}

/**
 * Migrates a program that is held in memory: as the command line does with the files on disk, but
 * nothing is read or written.
 * @param files all files by path, with `/`: sources, `package.json`s, `tsconfig.json`s.
 */
export function migrateProgram(
  files: Readonly<Record<string, string>>,
  options: ProgramOptions = {},
): ProgramMigration {
  const { settings = {}, facts = factsOfName, allowPartial = false, phase = "all" } = options;
  const result = finish(
    migrateTree({
      tree: memoryTree(files, isSource),
      settings,
      factsFor: facts,
      readOnly: () => undefined,
      allowsPartial: allowPartial,
      phase,
    }),
  );
  const changed = [...result.rewrites];
  return {
    files: { ...files, ...Object.fromEntries(changed.map(([file, { after }]) => [file, after])) },
    findings: result.findings,
    reads: result.reads,
    edits: Object.fromEntries(changed.map(([file, { edits }]) => [file, edits])),
    settings: result.settings,
    problems: [...[...result.faults].map(([file, fault]) => `${file}: ${fault}`), ...result.problems],
  };
}
