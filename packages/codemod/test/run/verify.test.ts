import { applyEdits } from "@kv-envelope/detector";
import { describe, expect, it } from "vitest";
import { countTotals } from "../../src/run/outcome.js";
import type { FileOutcome } from "../../src/run/outcome.js";
import { countSyntaxErrors, loadTypeScript } from "../../src/source/typescript.js";
import { outsideEditsFault, withLineEnds } from "../../src/program/verify.js";

const before = "const a = 1;\r\nput(a, { ttl: 1 });\r\n// end";
const edits = [
  { start: 14 + 7, end: 14 + 17, text: "wrap(1)" },
  { start: 0, end: 0, text: "import x;\r\n" },
];

describe("the check of a rewrite", () => {
  it("passes what only the edits changed", () => {
    expect(outsideEditsFault(before, applyEdits(before, edits), edits)).toBeUndefined();
    expect(outsideEditsFault(before, before, [])).toBeUndefined();
  });

  it.each([
    [
      "a line end lost outside",
      (text: string) => text.replace("1;\r\n", "1;\n"),
      /before offset 21 changed outside/,
    ],
    ["the end lost", (text: string) => text.slice(0, -1), /after the last edit changed/],
    ["something appended", (text: string) => `${text}\n`, /after the last edit changed/],
    [
      "an edit not as written",
      (text: string) => text.replace("wrap(1)", "wrap(2)"),
      /edit at offset 21 was not applied/,
    ],
    ["an edit lost", (text: string) => text.replace("import x;\r\n", ""), /edit at offset 0 was not applied/],
  ])("refuses %s", (_, damage, fault) => {
    expect(outsideEditsFault(before, damage(applyEdits(before, edits)), edits)).toMatch(fault);
  });

  it("refuses edits that overlap or leave the file", () => {
    const overlapping = [
      { start: 0, end: 8, text: "x" },
      { start: 4, end: 9, text: "y" },
    ];
    expect(outsideEditsFault(before, `x${before.slice(8)}`, overlapping)).toMatch(/overlaps/);
    expect(outsideEditsFault("ab", "ab", [{ start: 1, end: 9, text: "" }])).toMatch(/leaves the file/);
  });

  it("gives edits the line ends of their file", () => {
    const edit = { start: 0, end: 0, text: "a\nb\r\nc" };
    expect(withLineEnds([edit], "x\r\ny")[0]?.text).toBe("a\r\nb\r\nc");
    expect(withLineEnds([edit], "x\ny\r\n")[0]?.text).toBe("a\nb\nc");
    expect(withLineEnds([edit], "x")[0]?.text).toBe("a\nb\nc");
  });

  it.each([
    ["a.ts", "const a = <T>b; const c = <U,>(d: U) => d;", 0],
    ["a.tsx", "const a = <p>b</p>;", 0],
    ["a.js", "const a = <p>b</p>; export {};", 0],
    ["a.mjs", "await x; import y from 'y';", 0],
    ["a.ts", "const a = ;", 1],
    ["a.js", "const a: string = 1;", 1],
    ["a.ts", "f(1,, 2", 2],
  ])("counts syntax errors in %s as TypeScript does: %s", (name, text, count) => {
    expect(countSyntaxErrors(loadTypeScript(), text, name)).toBe(count);
  });
});

describe("the totals", () => {
  const outcome = (file: string, status: FileOutcome["status"]): FileOutcome => ({
    file,
    status,
    findings: [],
    reads: [],
  });

  it("add up", () => {
    const outcomes = [
      outcome("a", "changed"),
      outcome("b", "unchanged"),
      outcome("c", "failed"),
      outcome("d", "skipped"),
    ];
    expect(countTotals(4, outcomes)).toEqual({ listed: 4, changed: 1, unchanged: 1, skipped: 1, failed: 1 });
  });

  it("are refused if a file was lost or counted twice", () => {
    expect(() => countTotals(2, [outcome("a", "changed")])).toThrow(
      "2 files were listed, but the totals do not add up",
    );
    expect(() => countTotals(2, [outcome("a", "changed"), outcome("a", "failed")])).toThrow("do not add up");
  });
});
