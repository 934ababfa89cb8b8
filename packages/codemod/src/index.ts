export type { FieldLocation, MigrationFinding, MigrationRead, Place, Verdict } from "./describe.js";
export { migrateFile, migrateProgram } from "./migrate.js";
export type { Migration, MigrationInput, ProgramMigration, ProgramOptions } from "./migrate.js";
export type { JsonReport } from "./report/json.js";
export type { DeclaredHelper, Phase, ProjectFacts, Settings, StoreName, TextEdit, WriteKind } from "@kv-envelope/detector";
