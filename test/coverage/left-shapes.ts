// What is left as it is, with the reason that is reported.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { migrateFile } from "@kv-envelope/codemod";
import { READS, WRITES, programOfRead, programOfWrite, type LeftShape } from "../migrate/left-shapes.js";
import { lintText } from "../parity/lint.js";
import { root } from "./root.js";
import type { Cell, Group, Place, Row } from "./table.js";

const source = "test/migrate/left-shapes.ts";
const sources = [source, "test/migrate/left-clients.ts"];
const fileName = "program.ts";

interface NumberedLine {
  readonly path: string;
  readonly number: number;
  readonly text: string;
}

function placeOf({ name }: LeftShape, lines: readonly NumberedLine[]): Place {
  const found = lines.filter(({ text }) => text.includes(`name: ${JSON.stringify(name)}`));
  const [line] = found;
  if (line === undefined || found.length > 1)
    throw new Error(`${sources.join(", ")}: ${found.length} lines are named ${JSON.stringify(name)}`);
  return { path: line.path, anchor: `L${line.number}` };
}

const linesOf = (path: string): NumberedLine[] =>
  readFileSync(join(root, path), "utf8")
    .split("\n")
    .map((text, position) => ({ path, number: position + 1, text }));

/** What is left of the shape: of a write's own program the write, of a read's program the read. */
function rowOf(shape: LeftShape, text: string, kind: "findings" | "reads", test: Place): Row {
  const migration = migrateFile({ text, fileName });
  const left = migration[kind].filter(
    ({ status, reason = "" }) => status === "left" && shape.reason.test(reason),
  );
  // A read is never flagged, but the write that it holds back is.
  const flagged = kind === "findings" ? left : migration.findings.filter(({ status }) => status === "left");
  const linted = new Set(lintText(`/${fileName}`, text).map(({ line }) => line));
  const lint: Cell[] =
    flagged.length > 0 && flagged.every(({ line }) => linted.has(line))
      ? [{ verdict: "whole", text: "✓", test }]
      : [];
  const reported = left
    .slice(0, 1)
    .map(({ reason = "" }): Cell => ({ verdict: "reason", text: reason, test }));
  return { shape: shape.name, cells: { lint, reported } };
}

export function leftShapes(): Group {
  const lines = sources.flatMap(linesOf);
  const rows = [
    ...WRITES.map((shape) => rowOf(shape, programOfWrite(shape), "findings", placeOf(shape, lines))),
    ...READS.map((shape) => rowOf(shape, programOfRead(shape), "reads", placeOf(shape, lines))),
  ];
  return { title: "Left as it is, with a reason", source, tests: ["test/migrate/left.test.ts"], rows };
}
