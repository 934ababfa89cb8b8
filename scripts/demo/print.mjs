// Plain text for a terminal or a log: headings, blocks, findings, diffs and tables of two columns.
import { styleText } from "node:util";

const colours = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const style = (format) => (text) => (colours ? styleText(format, text) : text);
export const good = style("green");
export const bad = style("red");
export const dim = style("dim");
const bold = style("bold");

export function heading(text) {
  console.log(`\n${bold(text)}\n${bold("─".repeat(text.length))}`);
}

export function paragraph(...lines) {
  console.log(lines.join("\n"));
}

/** Indented text; nothing for an empty one. */
export function printBlock(text) {
  const trimmed = text.trimEnd();
  if (trimmed !== "") console.log(trimmed.replace(/^(?=.)/gm, "  "));
}

export function printFindings(findings) {
  if (findings.length === 0) return printBlock(good("no findings"));
  for (const { file, line, column, message } of findings) {
    console.log(`  ${bold(`${file}:${line}:${column}`)}`);
    for (const part of wrap(message, 108)) console.log(`      ${part}`);
  }
}

export function printDiff(diff) {
  const colour = { "+": good, "-": bad, "@": dim };
  printBlock(
    diff
      .split("\n")
      .map((line) => (colour[line[0]] ?? String)(line))
      .join("\n"),
  );
}

const LABEL_WIDTH = 15;
const CELL_WIDTH = 50;

/** A titled table: a label and two cells in each row, the cells wrapped; a cell is a text or `{ text, colour }`. */
export function printTable(title, columns, rows) {
  console.log(`\n  ${bold(title)}`);
  printRow(
    "",
    columns.map((text) => ({ text, colour: dim })),
  );
  for (const [label, ...cells] of rows) printRow(label, cells);
}

function printRow(label, cells) {
  const wrapped = cells.map((cell) => {
    const { text, colour } = typeof cell === "string" ? { text: cell, colour: String } : cell;
    return { lines: wrap(text, CELL_WIDTH), colour };
  });
  const height = Math.max(...wrapped.map(({ lines }) => lines.length));
  for (let index = 0; index < height; index++) {
    const line = wrapped
      .map(({ lines, colour }) => colour((lines[index] ?? "").padEnd(CELL_WIDTH)))
      .join("  ");
    console.log(`  ${dim((index === 0 ? label : "").padEnd(LABEL_WIDTH))} ${line}`.trimEnd());
  }
}

/** Breaks at blanks where there are any, else after a comma or in the middle of a word. */
function wrap(text, width) {
  const lines = [];
  let rest = text;
  while (rest.length > width) {
    const head = rest.slice(0, width + 1);
    const blank = head.lastIndexOf(" ");
    const comma = head.slice(0, width).lastIndexOf(",") + 1;
    const end = blank > 0 ? blank : comma > width / 2 ? comma : width;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}
