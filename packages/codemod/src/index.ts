export type { FieldLocation, MigrationFinding, MigrationRead, Place, Verdict } from "./program/describe.js";
export { UsageError } from "./shared/errors.js";
export type { FoundItem, MigratedRead, MigratedWrite, MigrateEvent, ProgressEvent } from "./run/events.js";
export { migrate } from "./migrate-directory.js";
export { migrateFile, migrateProgram } from "./migrate.js";
export type { Migration, MigrationInput, ProgramMigration, ProgramOptions } from "./migrate.js";
export type { MigrateOptions } from "./run/options/options.js";
export type { FileOutcome } from "./run/outcome.js";
export { jsonReport } from "./report/json.js";
export type { JsonReport } from "./report/json.js";
export type { RunResult } from "./run/result.js";
export type {
  DeclaredHelper,
  Phase,
  ProjectFacts,
  Settings,
  StoreName,
  TextEdit,
  WriteKind,
} from "@kv-envelope/detector";
