// A whole run over a generated monorepo, beside what others take to read the same tree.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { formatMb, median, row } from "./figures.mjs";
import { generate } from "./monorepo/generate.mjs";
import { CALL_SITES } from "./monorepo/kv.mjs";
import { measure } from "./monorepo/measure.mjs";
import {
  astGrep,
  bareLoop,
  codemod,
  codemodHelp,
  grep,
  installPeers,
  jscodeshift,
  nodeAlone,
} from "./monorepo/peers.mjs";
import { phasesOf } from "./monorepo/phases.mjs";

const FILES = 20_000;
const FEW_FILES = 2_000;
const RUNS = 5;

export async function benchWholeProgram() {
  installPeers();
  // ast-grep takes every core, so what else runs slows it down more than the others.
  const [load = 0] = loadavg();
  if (load > cpus().length / 4)
    console.warn(
      `bench: the machine is busy (load ${load.toFixed(1)} on ${cpus().length} cores); the ratios to ast-grep flatter us`,
    );
  const root = realpathSync(mkdtempSync(join(tmpdir(), "kv-envelope-bench-")));
  try {
    const kv = tree(root, "kv", { files: FILES });
    const fewer = tree(root, "fewer", { files: FEW_FILES });
    const plain = tree(root, "plain", { files: FILES, withKv: false });

    const [start, node] = await measureAll([codemodHelp(), nodeAlone()], plain);
    const without = await measureAll([codemod(FILES), grep(false), bareLoop(false)], plain);
    const [ours, search, scan, loop] = await measureAll(
      [codemod(FILES), grep(true), astGrep(), bareLoop(true)],
      kv,
    );
    const phases = phasesOf(codemod(FILES), kv);
    const whole = phases.reduce((sum, { ms }) => sum + ms, 0);
    const [small] = await measureAll([codemod(FEW_FILES)], fewer);
    // Once: it takes longer than all the rest.
    const noop = await measure(jscodeshift(FILES), kv);
    track(kv);
    const [tracked] = await measureAll([codemod(FILES)], kv);

    if (/\bwrites\s+0\b/.test(ours.output))
      console.warn(
        "bench: the codemod found none of the monorepo's writes; its figures are those of a run that finds nothing",
      );
    const what = `codemod, ${FILES} files, ${CALL_SITES} KV calls`;
    return [
      row(
        "codemod, start to first output (--help), beside Node that does nothing",
        start.ms,
        node.ms,
        "300 ms",
      ),
      row(`codemod, ${FILES} files without KV, beside grep -rl`, without[0].ms, without[1].ms, "< 4.00"),
      row(`the same, beside a bare loop in Node`, without[0].ms, without[2].ms, "-"),
      row(`${what}, beside grep -rl`, ours.ms, search.ms, "-"),
      row(`${what}, beside a bare loop in Node`, ours.ms, loop.ms, "-"),
      row(`${what}, beside ast-grep scan`, ours.ms, scan.ms, "< 1.00"),
      row(`${what}, in git, beside ast-grep scan`, tracked.ms, scan.ms, "< 1.00"),
      row(`${what}, beside jscodeshift's no-op`, ours.ms, noop.ms, "< 0.055"),
      row(
        `peak memory of that, beside ${FEW_FILES} files, the same calls`,
        ours.megabytes,
        small.megabytes,
        "flat",
        formatMb,
      ),
      row(
        "peak memory of that, beside jscodeshift's no-op",
        ours.megabytes,
        noop.megabytes,
        "< 350 MB",
        formatMb,
      ),
      row(`peak memory without KV, beside that with KV`, without[0].megabytes, ours.megabytes, "-", formatMb),
      ...phases.map(({ phase, ms }) => row(`  ${phase}, of that run in a profile`, ms, whole, "-")),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function tree(root, name, options) {
  const directory = join(root, name);
  mkdirSync(directory);
  generate(directory, options);
  return directory;
}

function track(directory) {
  for (const args of [
    ["init", "--quiet"],
    ["add", "--all"],
  ]) {
    const { status, stderr } = spawnSync("git", args, { cwd: directory, encoding: "utf8" });
    if (status !== 0) throw new Error(`bench: git ${args[0]} failed: ${stderr}`);
  }
}

/**
 * The medians of some commands over one tree, in turns, so that a busy moment meets all of them.
 * @param {readonly import("./monorepo/measure.mjs").Command[]} commands
 * @param {string} directory
 */
async function measureAll(commands, directory) {
  const all = commands.map(() => /** @type {import("./monorepo/measure.mjs").Measured[]} */ ([]));
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [at, command] of commands.entries()) {
      const measured = await measure(command, directory);
      // The first run warms up.
      if (run > 0) all[at].push(measured);
    }
  }
  return all.map((runs) => ({
    ms: median(runs.map(({ ms }) => ms)),
    megabytes: median(runs.map(({ megabytes }) => megabytes)),
    output: runs[0].output,
  }));
}
