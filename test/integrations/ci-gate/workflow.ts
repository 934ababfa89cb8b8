import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Project } from "../support/project.js";

const example = new URL("../../../examples/ci-lint-gate/", import.meta.url);

export const exampleFile = (name: string): string => readFileSync(new URL(name, example), "utf8");

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly "continue-on-error"?: boolean;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: { readonly lint: { readonly steps: readonly Step[] } };
}

export const workflow: Workflow = parse(exampleFile(".github/workflows/lint.yml"));

export function step(name: string): Step {
  const found = workflow.jobs.lint.steps.find((each) => each.name === name);
  if (found === undefined) throw new Error(`the workflow has no step "${name}"`);
  return found;
}

/** The environment without what the package manager that runs these tests tells its children. */
const plainEnv = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

/** Runs a step's command in a checkout as the runner does. */
export function run(
  project: Project,
  { run: command }: Step,
): { status: number | null; stdout: string; stderr: string } {
  if (command === undefined) throw new Error("the step runs no command");
  return spawnSync("bash", ["-e", "-c", command], {
    cwd: project.root,
    encoding: "utf8",
    env: { ...plainEnv(), CI: "true", GITHUB_ACTIONS: "true" },
  });
}
