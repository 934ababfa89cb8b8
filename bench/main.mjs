// Figures, each as a ratio to a peer measured in the same run, so that they mean the same on any
// machine. `npm run bench` builds first; the aims are those of bench/README.md.
//   node bench/main.mjs [evaluations] [rule] [codemod] [client-library] [whole-program] [runtime] [get-or-set] [sweep] [stored-data]
import { benchClientLibrary } from "./client-library.mjs";
import { benchCodemod } from "./codemod.mjs";
import { benchEvaluations } from "./evaluations.mjs";
import { benchGetOrSet } from "./get-or-set.mjs";
import { benchRule } from "./rule.mjs";
import { benchRuntime } from "./runtime.mjs";
import { benchStoredData } from "./stored-data.mjs";
import { benchSweep } from "./sweep.mjs";
import { benchWholeProgram } from "./whole-program.mjs";

const benches = {
  evaluations: benchEvaluations,
  rule: benchRule,
  codemod: benchCodemod,
  "client-library": benchClientLibrary,
  "whole-program": benchWholeProgram,
  runtime: benchRuntime,
  "get-or-set": benchGetOrSet,
  sweep: benchSweep,
  "stored-data": benchStoredData,
};

const names = process.argv.slice(2);
const unknown = names.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(
    `bench: unknown figure ${JSON.stringify(unknown)}; they are ${Object.keys(benches).join(", ")}`,
  );
  process.exit(2);
}

const rows = [];
for (const [name, bench] of Object.entries(benches))
  if (names.length === 0 || names.includes(name)) rows.push(...(await bench()));
const columns = ["what", "ours", "peer", "ratio", "aim", "met"];
const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
const line = (cells) =>
  cells
    .map((cell, position) => cell.padEnd(widths[position]))
    .join("  ")
    .trimEnd();
console.log(
  [
    line(columns),
    line(widths.map((width) => "-".repeat(width))),
    ...rows.map((row) => line(columns.map((column) => row[column]))),
  ].join("\n"),
);
