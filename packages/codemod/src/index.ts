export type { FieldLocation, MigrationFinding, MigrationRead, Place, Verdict } from "./describe.js";
export { migrateFile } from "./migrate.js";
export type { Migration, MigrationInput } from "./migrate.js";
export type { JsonReport } from "./report/json.js";
export type { DeclaredHelper, ProjectFacts, Settings, WriteKind } from "@kv-envelope/detector";
