// Figures, each as a ratio to a peer measured in the same run, so that they mean the same on any
// machine. `npm run bench` builds first; the aims are those of the README's table.
import { benchCodemod } from "./codemod.mjs";
import { benchRule } from "./rule.mjs";
import { benchRuntime } from "./runtime.mjs";

const rows = [...(await benchRule()), ...(await benchCodemod()), ...(await benchRuntime())];
const columns = ["what", "ours", "peer", "ratio", "aim"];
const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
const line = (cells) => cells.map((cell, position) => cell.padEnd(widths[position])).join("  ").trimEnd();
console.log([line(columns), line(widths.map((width) => "-".repeat(width))), ...rows.map((row) => line(columns.map((column) => row[column])))].join("\n"));
