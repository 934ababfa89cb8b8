// The programs under test/programs: `before/` as a team wrote it, `after/` as it has to be once migrated, and in
// `scenario.ts` what the migrated program does when it runs.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadScenario } from "../migrate/play.js";
import { readFiles, type Files } from "./files.js";
import type { ProgramScenario } from "./scenario.js";

export const programsDir = fileURLToPath(new URL("../programs", import.meta.url));

export interface Program {
  readonly name: string;
  readonly dir: string;
  readonly before: Files;
  /** `undefined` until somebody has looked through it. */
  readonly after: Files | undefined;
  /** Loaded only when asked for: a scenario with a mistake fails its own program's test and no other. */
  readonly scenario: () => Promise<ProgramScenario>;
}

const isScenario = (value: unknown): value is ProgramScenario =>
  typeof value === "object" && value !== null && "entry" in value && "lines" in value;

function readProgram(name: string): Program {
  const dir = join(programsDir, name);
  return {
    name,
    dir,
    before: readFiles(join(dir, "before")),
    after: existsSync(join(dir, "after")) ? readFiles(join(dir, "after")) : undefined,
    scenario: async () => {
      const scenario = await loadScenario(join(dir, "scenario.ts"));
      if (!isScenario(scenario)) throw new Error(`${name}: scenario.ts has no entry and lines`);
      return scenario;
    },
  };
}

/** `PROGRAM=03` or `PROGRAM=03,17` runs these alone. */
const wanted = (process.env["PROGRAM"] ?? "").split(",");

export const programs: readonly Program[] = readdirSync(programsDir)
  .filter((name) => existsSync(join(programsDir, name, "before")))
  .filter((name) => wanted.some((start) => name.startsWith(start)))
  .sort()
  .map(readProgram);
