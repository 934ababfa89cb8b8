// Every file of the repository that can hold a call: cases, fixtures, programs, examples, and the shared cases where they are.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProjectFacts, Settings } from "@kv-envelope/detector";
import { projectFactsFor } from "@kv-envelope/project-facts";
import { isSource } from "../../packages/codemod/src/files/extensions.js";
import { readCases } from "../../packages/detector/test/cases.js";
import { readExpectation } from "../corpus/expectation.js";
import { FACTS, fixtures } from "../migrate/fixtures.js";

export interface Source {
  readonly name: string;
  /** Tells the language by its extension. */
  readonly fileName: string;
  readonly text: string;
  readonly settings: Settings;
  readonly facts: ProjectFacts;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const caseFolder = join(root, "packages/detector/test/cases");

/** The blocks of code in the cases of the detector's tests. */
const ofCases = (): Source[] =>
  readdirSync(caseFolder).flatMap((file) =>
    readCases(file).map(({ name, language, code, settings, facts }) => ({
      name: `${file}: ${name}`,
      fileName: `case.${language}`,
      text: code,
      settings,
      facts,
    })),
  );

const ofFixtures = (): Source[] =>
  fixtures.map(({ name, extension, before, settings }) => ({
    name,
    fileName: `program.${extension}`,
    text: before,
    settings,
    facts: FACTS,
  }));

/** `// EXPECT: …` begins a shared case, which states its settings. */
const settingsOf = (text: string): Settings =>
  text.startsWith("// EXPECT: ") ? readExpectation(text).settings : {};

const inFolder = (folder: string): Source[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](?:node_modules|dist)[\\/]/.test(file))
    .map((file) => {
      const text = readFileSync(file, "utf8");
      return {
        name: relative(root, file).replaceAll("\\", "/"),
        fileName: file,
        text,
        settings: settingsOf(text),
        facts: projectFactsFor(file),
      };
    });

const folders = (): string[] =>
  [
    ...readdirSync(join(root, "packages")).map((name) => `packages/${name}/test`),
    "test",
    "examples",
    "../../shared/cases",
    "../../shared/cases-2",
  ]
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder));

export const sources = (): Source[] => [...ofCases(), ...ofFixtures(), ...folders().flatMap(inFolder)];
