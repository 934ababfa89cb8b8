import type { Settings } from "@kv-envelope/detector";
import type { MigrationFinding } from "../program/describe.js";
import type { InFile } from "../program/migration.js";
import type { Steps } from "../shared/steps.js";
import type { FileOutcome } from "./outcome.js";

/** What was found in the listed files, and would become of them. */
export interface Examined {
  readonly outcomes: FileOutcome[];
  readonly problems: readonly string[];
  readonly settings: Settings;
  /** Of a shard: what all shards of the same run have in common. */
  readonly fingerprint: string | undefined;
  /** What it takes to rewrite one finding, with the reads that belong to it. */
  readonly alone: (finding: InFile<MigrationFinding>) => readonly FileChange[];
  /** The same with some findings left as they are, by what was read before. */
  readonly without: (findings: readonly InFile<MigrationFinding>[], reason: string) => Steps<Examined>;
}

/** A file's text before and after. */
export interface FileChange {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}
