// The programs whose puts and gets are marked: receivers that their type tells, and frameworks' own style.
import { migrateProgram } from "@kv-envelope/codemod";
import type { ProjectFacts } from "@kv-envelope/codemod";
import { FACTS, frameworkPrograms } from "../frameworks/programs.js";
import { lintText } from "../parity/lint.js";
import { ofFrameworks, programs } from "../typed-receivers/programs.js";
import { countCell } from "./table.js";
import type { Cell, Column, Group, Row } from "./table.js";

interface Marked {
  readonly name: string;
  readonly text: string;
  readonly marks: readonly string[];
}

/** What becomes of the calls of one kind that a program marks. */
function rewrittenCells(
  kind: "put" | "get",
  marks: readonly string[],
  found: readonly { readonly line: number; readonly status: string }[],
  path: string,
): readonly Cell[] {
  const marked = marks.filter((mark) => mark.endsWith(kind));
  const [first] = marked;
  if (first === undefined) return [];
  const rewritten = found.filter(
    ({ line, status }) => status === "rewritten" && marked.includes(`${line} ${kind}`),
  );
  return [countCell(rewritten.length, marked.length, "part", { path, anchor: `L${parseInt(first, 10)}` })];
}

function rowOf({ name, text, marks }: Marked, folder: string, facts: ProjectFacts | undefined): Row {
  const path = `${folder}/${name}`;
  const migration = migrateProgram({ [name]: text }, facts === undefined ? {} : { facts: () => facts });
  const reasons = [...migration.findings, ...migration.reads].filter(({ status }) => status === "left");
  const cells: Partial<Record<Column, readonly Cell[]>> = {
    write: rewrittenCells("put", marks, migration.findings, path),
    read: rewrittenCells("get", marks, migration.reads, path),
    reported: reasons.slice(0, 1).map(({ reason = "", line }) => ({
      verdict: "reason",
      text: reason,
      test: { path, anchor: `L${line}` },
    })),
  };
  return { shape: name.replace(/\.ts$/, "").replaceAll("-", " "), cells };
}

/** The same with what lint sees in the file by itself. */
function lintedRowOf(program: Marked, folder: string): Row {
  const row = rowOf(program, folder, undefined);
  const puts = program.marks.filter((mark) => mark.endsWith("put"));
  const [first] = puts;
  if (first === undefined) return row;
  const linted = new Set(lintText(`/${program.name}`, program.text).map(({ line }) => `${line} put`));
  const seen = puts.filter((mark) => linted.has(mark));
  const test = { path: `${folder}/${program.name}`, anchor: `L${parseInt(first, 10)}` };
  return { ...row, cells: { lint: [countCell(seen.length, puts.length, "missed", test)], ...row.cells } };
}

export function typedReceivers(): Group {
  const own = "test/typed-receivers/programs";
  const others = "test/typed-receivers/frameworks/programs";
  return {
    title: "Receivers by their type",
    source: "test/typed-receivers",
    tests: ["untyped", "typed", "codemod"].map((name) => `test/typed-receivers/${name}.test.ts`),
    rows: [
      ...programs.map((program) => lintedRowOf(program, own)),
      ...ofFrameworks.map((program) => lintedRowOf(program, others)),
    ].filter(({ cells }) => Object.values(cells).some((each) => each.length > 0)),
  };
}

export function frameworks(): Group {
  const source = "test/frameworks/programs";
  return {
    title: "Programs in frameworks' own style",
    source,
    tests: ["test/frameworks/programs.test.ts", "test/frameworks/real.extended.test.ts"],
    rows: frameworkPrograms.map((program) => rowOf(program, source, FACTS)),
  };
}
