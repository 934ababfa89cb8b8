import type { Verdict } from "../program/describe.js";
import type { RunResult } from "../run/result.js";
import { displayName } from "./style.js";

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** What no further phase rewrites. */
export const isLeft = (item: Verdict): boolean => item.status === "left" && item.waitsFor === undefined;

/** In which order the halves of the rewrite are deployed, where that matters. */
function phaseSteps({ phase, outcomes, totals, settings }: RunResult): string[] {
  const waitingFor = (other: Verdict["waitsFor"]): number =>
    outcomes
      .flatMap(({ findings, reads }) => [...findings, ...reads])
      .filter(({ waitsFor }) => waitsFor === other).length;
  const [first, mistake] =
    settings.unwrap === true
      ? ["value by itself", "a value by itself takes that apart"]
      : ["envelope", "an envelope hands it on as the value"];
  const why = `an older version of the program that meets ${mistake}.`;
  const [writes, reads] = [waitingFor("writes"), waitingFor("reads")];
  if (phase === "reads" && writes > 0) {
    return [
      `Deploy the tolerant reads everywhere, then run with --phase writes: it rewrites the ${plural(writes, "write")} left for now. Before that, ${why}`,
    ];
  }
  if (phase === "writes" && reads > 0) {
    return [
      `Run with --phase reads and deploy that first: ${plural(reads, "place")} ${reads === 1 ? "waits" : "wait"} for it, as ${why}`,
    ];
  }
  if (totals.changed === 0) return [];
  if (phase === "writes") return [`Deploy this once the tolerant reads run everywhere: ${why}`];
  const isBoth =
    phase === "all" && outcomes.some((outcome) => outcome.reads.some(({ status }) => status === "rewritten"));
  const how = isBoth ? " --phase reads, a deploy, then --phase writes keep that order." : "";
  return [
    `Deploy the readers first: ${why} Everything that reads these stores must be tolerant before the first ${first} is written.${how}`,
  ];
}

/** What a person has to do after the run, a sentence or two each. */
export function nextSteps(result: RunResult): string[] {
  const { dryRun, staged, outcomes, totals, creation, installIn, shard, settings } = result;
  if (shard !== undefined)
    return [
      `kv-envelope merge-reports joins the JSON reports (--report FILE.json) of all ${plural(shard.count, "shard")}, and says what is to be done.`,
    ];
  const steps: string[] = [];
  if (staged && !dryRun && totals.changed > 0)
    steps.push("Stage what was rewritten (git add), then commit: what is staged is still the old text.");
  if (dryRun && totals.changed > 0) steps.push("Apply it: the same command with --write.");
  for (const manifest of installIn) {
    const directory = manifest.slice(0, -"/package.json".length);
    const where = directory === "" ? "" : ` in ${displayName(directory)}`;
    steps.push(
      `npm install @kv-envelope/runtime${where}: rewritten code imports it, and ${displayName(manifest)} does not list it.`,
    );
  }
  if (creation !== undefined) steps.push(`${displayName(creation.file)} is yours: commit it with the rest.`);
  const isServer = settings.expiry === "server" && settings.unwrap !== true;
  const probe =
    "Does each namespace expire keys itself? `npx @kv-envelope/codemod data probe` asks it: one that can't answers 409 to `ttl_secs`, and writes nothing: who does not look at the answer loses the write.";
  if (isServer && totals.changed > 0)
    steps.push(`${probe} No read changes, so old and new versions may run side by side.`);
  if (!isServer && settings.expiry !== undefined && settings.expiry !== "envelope" && totals.changed > 0)
    steps.push(probe);
  if (!isServer) steps.push(...phaseSteps(result));
  if (!isServer && totals.changed > 0) {
    steps.push(
      "Does another service, script or dashboard read these stores? It can't be seen from here and needs a tolerant read too.",
    );
  }
  const unchecked = outcomes.flatMap(({ uncheckedReads = [] }) => uncheckedReads).length;
  if (unchecked > 0)
    steps.push(
      `${plural(unchecked, "read")} of envelopes ${unchecked === 1 ? "does" : "do"} not look at the expiry, and no rewrite of this run mends ${unchecked === 1 ? "it" : "them"}: turn on kv-envelope/require-envelope-read in ESLint, which suggests how.`,
    );
  const left = outcomes.flatMap(({ findings, reads }) => [...findings, ...reads]).filter(isLeft).length;
  if (left > 0)
    steps.push(
      `${plural(left, "place")} above ${left === 1 ? "is" : "are"} left: each says why, and what to do by hand.`,
    );
  return steps;
}
