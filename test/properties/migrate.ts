// The one place where the properties meet the codemod's whole-program entry.
import { migrateProgram } from "@kv-envelope/codemod";
import type { Files } from "./runs.js";

/** What the properties look at of a migration. */
export interface ProgramMigration {
  readonly files: Files;
  readonly findings: readonly ReportedFinding[];
  /** By file; positions count in the text without its BOM. */
  readonly edits: Readonly<Record<string, readonly ReportedEdit[]>>;
  readonly problems: readonly string[];
}

export interface ReportedFinding {
  readonly file: string;
  readonly kind: string;
  readonly fields: readonly string[];
  readonly status: "rewritten" | "left";
  readonly reason?: string;
  readonly line: number;
  readonly endLine: number;
}

export interface ReportedEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const migrate = (files: Files): ProgramMigration => migrateProgram(files);
