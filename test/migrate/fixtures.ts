// The programs under ./programs: `before.*` as a user wrote it, `after.*` as it has to be once migrated, and in
// `scenario.ts` what the migrated program does when it runs. Other files in a folder are modules that it imports.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { migrateFile, type Migration, type ProjectFacts, type Settings } from "@kv-envelope/codemod";

export const programsDir = fileURLToPath(new URL("./programs", import.meta.url));

export interface Fixture {
  readonly name: string;
  readonly dir: string;
  /** `ts`, `cjs`, … */
  readonly extension: string;
  readonly before: string;
  /** `undefined` until somebody has written or looked through it. */
  readonly after: string | undefined;
  /** Modules that the program imports, by file name. */
  readonly others: Readonly<Record<string, string>>;
  readonly hasScenario: boolean;
  readonly settings: Settings;
}

const isSettings = (value: unknown): value is Settings => typeof value === "object" && value !== null;

function readFixture(name: string): Fixture {
  const dir = join(programsDir, name);
  const files = readdirSync(dir);
  const read = (file: string): string => readFileSync(join(dir, file), "utf8");
  const beforeFile = files.find((file) => file.startsWith("before."));
  if (beforeFile === undefined) throw new Error(`${name}: no before.*`);
  const extension = beforeFile.slice("before.".length);
  const others = files.filter((file) => !/^(before|after|scenario|settings)\./.test(file));
  const settings: unknown = files.includes("settings.json") ? JSON.parse(read("settings.json")) : {};
  if (!isSettings(settings)) throw new Error(`${name}: settings.json is no object`);
  return {
    name,
    dir,
    extension,
    before: read(beforeFile),
    after: files.includes(`after.${extension}`) ? read(`after.${extension}`) : undefined,
    others: Object.fromEntries(others.map((file) => [file, read(file)])),
    hasScenario: files.includes("scenario.ts"),
    settings,
  };
}

export const fixtures: readonly Fixture[] = readdirSync(programsDir).sort().map(readFixture);

/** A project whose edge runtime ignores the binding's ttl, with the namespaces of all programs in its manifest. */
export const FACTS: ProjectFacts = {
  edgeRuntimeVersion: () => "0.2.1",
  manifestBindings: () => ["MANIFEST_KV", "CODES", "RATES", "SESSIONS", "VISITS"],
};

/** @param more settings beside the program's own */
export const migrateText = ({ extension, settings }: Fixture, text: string, more: Settings = {}): Migration =>
  migrateFile({ text, fileName: `program.${extension}`, settings: { ...settings, ...more }, facts: FACTS });
