import type { Phase, Reason, Settings, TextEdit } from "@kv-envelope/detector";
import type { Format } from "../format/format.js";
import type { ProgramFile, ProgramFiles } from "../modules/program-files.js";
import type { Steps } from "../shared/steps.js";
import type { MigrationFinding, MigrationRead, UncheckedEnvelopeRead } from "./describe.js";
import type { Discovered } from "./discover-program.js";
import type { ScanRequest } from "./scan.js";

/** What is asked of a migration. */
export interface MigrationRequest extends ScanRequest {
  /** Why a file must not be changed, `undefined` for one that may. */
  readonly readOnly: (file: string) => Reason | undefined;
  readonly allowsPartial: boolean;
  readonly phase: Phase;
  /** Gives the rewritten files the user's own layout, if that is wished. */
  readonly format?: Format | undefined;
}

/** One file's new text, and how it came about. */
export interface Rewrite {
  readonly source: ProgramFile["source"];
  readonly after: string;
  /** The text before a formatter came over it. */
  readonly spliced: string;
  readonly edits: readonly TextEdit[];
}

/** A write or read of a program. */
export type InFile<T> = T & { readonly file: string };

/** What became of a program. */
export interface ProgramResult {
  readonly findings: readonly InFile<MigrationFinding>[];
  readonly reads: readonly InFile<MigrationRead>[];
  /** The reads of envelopes that don't look at their expiry, those that belong to a finding aside. */
  readonly uncheckedReads: readonly InFile<UncheckedEnvelopeRead>[];
  readonly rewrites: ReadonlyMap<string, Rewrite>;
  /** Files that could not be looked into, or whose rewrite failed its check: what is wrong. */
  readonly faults: ReadonlyMap<string, string>;
  /** What is not known of the program, a line each. */
  readonly problems: readonly string[];
  /** The settings, with the program's own writers and readers declared. */
  readonly settings: Settings;
  /** The rewritten files in sets that are written whole or not at all; a file in none is a set of its own. */
  readonly together: () => readonly (readonly string[])[];
  /** What it takes to rewrite one of the findings alone, with the reads that belong to it. Not checked. */
  readonly alone: (finding: InFile<MigrationFinding>) => ReadonlyMap<string, Rewrite>;
  /** The same program with some findings left as they are. */
  readonly without: (findings: readonly InFile<MigrationFinding>[], reason: Reason) => Steps<ProgramResult>;
}

/** The result where nothing has to do with Telnyx KV. */
export function nothingFound(
  settings: Settings,
  faults: ProgramResult["faults"],
  problems: readonly string[],
): ProgramResult {
  const nothing: ProgramResult = {
    findings: [],
    reads: [],
    uncheckedReads: [],
    rewrites: new Map(),
    faults,
    problems,
    settings,
    together: () => [],
    alone: () => new Map(),
    without: function* () {
      yield "Working out the rewrites";
      return nothing;
    },
  };
  return nothing;
}

/** What was found of a program, before it is decided what becomes of it. */
export interface ProgramSearch {
  readonly request: MigrationRequest;
  readonly files: ProgramFiles;
  readonly discovered: Discovered;
  /** What is not known of the program, as far as it was looked at. */
  readonly problems: () => string[];
}
