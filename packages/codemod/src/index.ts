export type { FieldLocation, MigrationFinding, MigrationRead, Place, Verdict } from "./describe.js";
export { UsageError } from "./errors.js";
export type { FoundItem, MigratedRead, MigratedWrite, MigrateEvent, ProgressEvent } from "./events.js";
export { migrate } from "./migrate-directory.js";
export { migrateFile, migrateProgram } from "./migrate.js";
export type { Migration, MigrationInput, ProgramMigration, ProgramOptions } from "./migrate.js";
export type { MigrateOptions } from "./options.js";
export type { FileOutcome } from "./outcome.js";
export { jsonReport } from "./report/json.js";
export type { JsonReport } from "./report/json.js";
export type { RunResult } from "./result.js";
export type {
  DeclaredHelper,
  Phase,
  ProjectFacts,
  Settings,
  StoreName,
  TextEdit,
  WriteKind,
} from "@kv-envelope/detector";
