// What a run of the codemod spends its time on, from Node's own sampling profile of it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CHECKING = "checking the rewrites";

/** The functions of the codemod in which a phase happens; a sample belongs to the innermost one around it, but all of the check is the check. */
const PHASES = new Map(
  Object.entries({
    discoverFiles: "listing the files",
    scanProgram: "reading and looking for evidence",
    parseFile: "parsing",
    requireLazily: "loading the parser and TypeScript",
    discoverProgram: "following the calls",
    detect: "working out the rewrites",
    rewriteAll: "working out the rewrites",
    faultsOf: CHECKING,
    discoveredSettings: "describing writers and readers",
    "(garbage collector)": "garbage collection",
  }),
);
const REST = "start and report";

/**
 * @param {import("./measure.mjs").Command} command a run of the codemod that finds something
 * @param {string} directory
 * @returns {{ phase: string, ms: number }[]} the most expensive first
 */
export function phasesOf({ line: [node, ...args], exits }, directory) {
  const profiles = mkdtempSync(join(tmpdir(), "kv-envelope-profile-"));
  try {
    const { status, stderr } = spawnSync(node, ["--cpu-prof", "--cpu-prof-dir", profiles, ...args], {
      cwd: directory,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (!exits.includes(status ?? -1))
      throw new Error(`bench: the profiled run ended with ${status}: ${stderr.slice(-2000)}`);
    const [name = ""] = readdirSync(profiles);
    return summed(JSON.parse(readFileSync(join(profiles, name), "utf8")));
  } finally {
    rmSync(profiles, { recursive: true, force: true });
  }
}

function summed({ nodes, samples, timeDeltas }) {
  const phases = new Map();
  const byId = new Map(nodes.map((each) => [each.id, each]));
  // Children follow their parents.
  for (const { id, callFrame, children = [] } of nodes) {
    const own = PHASES.get(callFrame.functionName);
    if (own !== undefined && phases.get(id) !== CHECKING) phases.set(id, own);
    for (const child of children) phases.set(child, phases.get(id));
  }
  const met = new Set(nodes.map(({ callFrame }) => callFrame.functionName));
  const gone = [...PHASES.keys()].filter((name) => !met.has(name));
  if (gone.length > 0) console.warn(`bench: no sample in ${gone.join(", ")}; was it renamed?`);
  const sums = new Map();
  samples.forEach((id, at) => {
    if (byId.get(id)?.callFrame.functionName === "(idle)") return;
    const phase = phases.get(id) ?? REST;
    sums.set(phase, (sums.get(phase) ?? 0) + timeDeltas[at] / 1000);
  });
  return [...sums].map(([phase, ms]) => ({ phase, ms })).sort((left, right) => right.ms - left.ms);
}
