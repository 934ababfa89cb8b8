import type { Verdict } from "../describe.js";
import type { RunResult } from "../run.js";
import { displayName } from "./style.js";

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export const isLeft = (item: Verdict): boolean => item.status === "left";

/** What a person has to do after the run, a sentence or two each. */
export function nextSteps({ dryRun, outcomes, totals, creation, installIn }: RunResult): string[] {
  const steps: string[] = [];
  if (dryRun && totals.changed > 0) steps.push("Apply it: the same command with --write.");
  for (const manifest of installIn) {
    const directory = manifest.slice(0, -"/package.json".length);
    const where = directory === "" ? "" : ` in ${displayName(directory)}`;
    steps.push(`npm install @kv-envelope/runtime${where}: rewritten code imports it, and ${displayName(manifest)} does not list it.`);
  }
  if (creation !== undefined) steps.push(`${displayName(creation.file)} is yours: commit it with the rest.`);
  if (totals.changed > 0) {
    steps.push(
      "Deploy the readers first: an older version of the program that meets an envelope hands it on as the value. Everything that reads these stores must be tolerant before the first envelope is written.",
      "Does another service, script or dashboard read these stores? It can't be seen from here and needs a tolerant read too.",
    );
  }
  const left = outcomes.flatMap(({ findings, reads }) => [...findings, ...reads]).filter(isLeft).length;
  if (left > 0) steps.push(`${plural(left, "place")} above ${left === 1 ? "is" : "are"} left: each says why, and what to do by hand.`);
  return steps;
}
