import type { Reason, Settings } from "@kv-envelope/detector";
import type { HelperPath } from "../../helper/specifier.js";
import type { MigrationFinding } from "../../program/describe.js";
import type { InFile, ProgramResult } from "../../program/migration.js";
import type { Steps } from "../../shared/steps.js";
import { failed } from "../outcome.js";
import type { FileOutcome } from "../outcome.js";

/** What was found in the listed files, and would become of them. */
export interface Examined {
  readonly outcomes: FileOutcome[];
  readonly problems: readonly string[];
  readonly settings: Settings;
  /** Of a shard: what all shards of the same run have in common. */
  readonly fingerprint: string | undefined;
  /** The changed files in sets that are written whole or not at all; a file in none is a set of its own. */
  readonly together: () => readonly (readonly string[])[];
  /** What it takes to rewrite one finding, with the reads that belong to it. */
  readonly alone: (finding: InFile<MigrationFinding>) => readonly FileChange[];
  /** The same with some findings left as they are, by what was read before. */
  readonly without: (findings: readonly InFile<MigrationFinding>[], reason: Reason) => Steps<Examined>;
}

/** A file's text before and after. */
export interface FileChange {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** What became of the files, by what was found of the program. */
export function examinedOf(
  result: ProgramResult,
  files: readonly string[],
  helper: HelperPath | undefined,
  fingerprint: string | undefined,
): Examined {
  const listed = new Set(files);
  const found = { findings: byFile(result.findings), reads: byFile(result.reads) };
  const unchecked = byFile(result.uncheckedReads);
  const outside = [...result.faults]
    .filter(([file]) => !listed.has(file))
    .map(([file, fault]) => `${file}: ${fault}`);
  return {
    outcomes: files.map((file) =>
      outcomeOf(
        file,
        result,
        {
          findings: found.findings.get(file) ?? [],
          reads: found.reads.get(file) ?? [],
          ...(unchecked.has(file) && { uncheckedReads: unchecked.get(file) ?? [] }),
        },
        helper,
      ),
    ),
    problems: [...outside, ...result.problems],
    settings: result.settings,
    fingerprint,
    together: result.together,
    alone: (finding) =>
      [...result.alone(finding)].map(([file, { source, after }]) => ({ file, before: source.text, after })),
    without: function* (findings, reason) {
      return examinedOf(yield* result.without(findings, reason), files, helper, fingerprint);
    },
  };
}

function byFile<T extends { readonly file: string }>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const ofFile = found.get(item.file);
    if (ofFile === undefined) found.set(item.file, [item]);
    else ofFile.push(item);
  }
  return found;
}

function outcomeOf(
  file: string,
  { rewrites, faults }: ProgramResult,
  found: Pick<FileOutcome, "findings" | "reads" | "uncheckedReads">,
  helper: HelperPath | undefined,
): FileOutcome {
  if (file === helper?.path)
    return { file, status: "skipped", reason: "is the helper module", findings: [], reads: [] };
  const fault = faults.get(file);
  if (fault !== undefined) return failed(file, fault, found);
  const rewrite = rewrites.get(file);
  if (rewrite === undefined) return { file, status: "unchanged", ...found };
  const { source, after } = rewrite;
  return { file, status: "changed", ...found, change: { bytes: source.bytes, before: source.text, after } };
}
