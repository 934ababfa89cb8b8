// The programs under test/programs: `before/` as a team wrote it, `after/` as it has to be once migrated, and in
// `scenario.ts` what the migrated program does when it runs. What can't be rewritten is in `left.json`; a program of which
// nothing is rewritten has neither `after/` nor a scenario.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadScenario } from "../migrate/play.js";
import { readFiles, type Files } from "./files.js";
import type { ProgramScenario } from "./scenario.js";

export const programsDir = fileURLToPath(new URL("../programs", import.meta.url));

export interface Left {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

export interface Program {
  readonly name: string;
  readonly dir: string;
  readonly before: Files;
  /** `undefined` until somebody has looked through it; no files if nothing is rewritten. */
  readonly after: Files | undefined;
  /** What a run leaves, in the order of its report: of the reason, a part that tells which it is. */
  readonly left: readonly Left[];
  /** Loaded only when asked for: a scenario with a mistake fails its own program's test and no other. */
  readonly scenario: (() => Promise<ProgramScenario>) | undefined;
}

const isScenario = (value: unknown): value is ProgramScenario =>
  typeof value === "object" && value !== null && "entry" in value && "lines" in value;

async function readScenario(file: string): Promise<ProgramScenario> {
  const scenario = await loadScenario(file);
  if (!isScenario(scenario)) throw new Error(`${file} has no entry and lines`);
  return scenario;
}

const isLeft = (value: unknown): value is Left =>
  typeof value === "object" &&
  value !== null &&
  "file" in value &&
  typeof value.file === "string" &&
  "line" in value &&
  typeof value.line === "number" &&
  "reason" in value &&
  typeof value.reason === "string" &&
  value.reason !== "";

function readLeft(file: string): readonly Left[] {
  if (!existsSync(file)) return [];
  const listed: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!Array.isArray(listed) || !listed.every(isLeft))
    throw new Error(`${file} is no list of { file, line, reason }`);
  return listed;
}

function readProgram(name: string): Program {
  const dir = join(programsDir, name);
  const scenarioFile = join(dir, "scenario.ts");
  const left = readLeft(join(dir, "left.json"));
  // Only where something is left may a program have nothing to play.
  const plays = left.length === 0 || existsSync(scenarioFile);
  const unchanged = plays ? undefined : {};
  return {
    name,
    dir,
    left,
    before: readFiles(join(dir, "before")),
    after: existsSync(join(dir, "after")) ? readFiles(join(dir, "after")) : unchanged,
    scenario: plays ? () => readScenario(scenarioFile) : undefined,
  };
}

/** `PROGRAM=03` or `PROGRAM=03,17` runs these alone. */
const wanted = (process.env["PROGRAM"] ?? "").split(",");

export const programs: readonly Program[] = readdirSync(programsDir)
  .filter((name) => existsSync(join(programsDir, name, "before")))
  .filter((name) => wanted.some((start) => name.startsWith(start)))
  .sort()
  .map(readProgram);
