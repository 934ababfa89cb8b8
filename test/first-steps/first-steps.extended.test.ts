// Does what the READMEs say, block by block, in empty projects that the newest npm makes (`"type": "commonjs"`).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import pluginPackage from "../../packages/eslint-plugin/package.json" with { type: "json" };
import { documentedSections, type DocumentedStep } from "../support/documented-steps.js";
import { packInto, PUBLISHED, type Tarballs } from "../support/tarballs.js";
import { Newcomer } from "./newcomer.js";

let folder = "";
let tarballs: Tarballs = { "eslint-plugin": "", codemod: "", runtime: "" };

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "kv-envelope-first-steps-"));
  tarballs = packInto(folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const newcomer = (surroundings: { eslint?: string } = {}): Newcomer => {
  const person = new Newcomer({ tarballs, ...surroundings });
  onTestFinished(() => {
    person.remove();
  });
  return person;
};

/** The steps of a README's sections; the section under its title by that title. */
function stepsOf(readme: string, ...headings: readonly string[]): DocumentedStep[] {
  const sections = documentedSections(new URL(`../../${readme}`, import.meta.url));
  return headings.flatMap((heading) => {
    const section = sections.find((each) => each.heading === heading);
    if (section === undefined) throw new Error(`${readme} has no section "${heading}"`);
    return section.steps;
  });
}

/** Takes the steps in their order, holds each command to its exit code, and gives all that they print. */
function follow(person: Newcomer, steps: readonly DocumentedStep[]): string {
  return steps
    .map((step) => {
      if (step.kind === "file") person.write(step.file, step.text);
      if (step.kind !== "command") return "";
      const { exitCode, stdout, stderr } = person.run(step.command);
      expect(exitCode, `${step.command}\n${stdout}${stderr}`).toBe(step.exitCode);
      return stdout;
    })
    .join("");
}

const examplesOf = (steps: readonly DocumentedStep[]): string[] =>
  steps.flatMap((step) => (step.kind === "example" ? [step.text] : []));

const MISTAKE = /^session\.mjs:4:\d+ http expiration_ttl to rewrite$/m;

describe("README.md", () => {
  it("leads from a checkout to the repaired code that it shows", () => {
    const person = newcomer();
    const problem = stepsOf("README.md", "kv-envelope");
    follow(person, problem);
    const checkout = follow(person, stepsOf("README.md", "From a checkout"));
    expect(checkout).toMatch(MISTAKE);
    const installs = [...checkout.matchAll(/^ *(npm install .*)$/gm)].map(([, command = ""]) => command);
    expect(installs).toHaveLength(PUBLISHED.length);
    follow(
      person,
      installs.map((command) => ({ kind: "command", command, exitCode: 0 })),
    );

    const printed = follow(person, stepsOf("README.md", "First steps"));
    expect(printed).toMatch(MISTAKE);
    expect(printed).toContain("kv-envelope/no-verbatim-fields");
    expect(examplesOf(problem)).toEqual([person.read("session.mjs")]);
  });
});

describe("packages/eslint-plugin/README.md", () => {
  const { eslint, "eslint-v9": v9, "eslint-v8": v8 } = pluginPackage.devDependencies;

  it.each([
    [eslint, "eslint.config.mjs", "kv-envelope/no-verbatim-fields"],
    [v9.replace("npm:eslint@", ""), "eslint.config.mjs", "kv-envelope/no-verbatim-fields"],
    [v8.replace("npm:eslint@", ""), ".eslintrc.json", "@kv-envelope/no-verbatim-fields"],
  ])("ESLint %s with %s reports the mistake that it shows", (version, config, ruleId) => {
    const person = newcomer({ eslint: version });
    const steps = stepsOf("packages/eslint-plugin/README.md", "Install", "Configure", "Before and after");
    const printed = follow(
      person,
      steps.filter((step) => step.kind !== "file" || [config, "session.js"].includes(step.file)),
    );
    expect(person.run("npx eslint --version").stdout).toBe(`v${version}\n`);
    expect(printed).toMatch(new RegExp(`session\\.js\n +4:\\d+ .* ${ruleId}\n`));
  });
});

describe("packages/codemod/README.md", () => {
  it("leads from a dry run to a repaired program, and back", () => {
    const person = newcomer();
    follow(person, stepsOf("README.md", "kv-envelope"));
    const mistaken = person.read("session.mjs");
    const printed = follow(person, stepsOf("packages/codemod/README.md", "Install", "First run"));
    expect(printed).toMatch(/^-.*expiration_ttl: 3600.*\n(?:-.*\n)*\+.*encodeEnvelope/m);
    expect(printed).toMatch(/restored {2}session\.mjs/);
    expect(person.read("session.mjs")).toBe(mistaken);
  });
});

describe("packages/runtime/README.md", () => {
  it("has a first program that prints what it says", () => {
    const person = newcomer();
    const steps = stepsOf("packages/runtime/README.md", "Install", "First program");
    expect(follow(person, steps)).toMatch(/\{ user: 'u1' \}\nnull\n$/);
  });
});
