import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { READS, WRITES, programOfRead, programOfWrite } from "./left-shapes.js";

describe("is left, with the reason", () => {
  it.each(WRITES)("$name", (shape) => {
    const { output, findings } = migrateFile({ text: programOfWrite(shape), fileName: "program.ts" });
    const [found] = findings.filter(({ line }) => line > 4);
    expect(found?.status).toBe("left");
    expect(found?.reason).toMatch(shape.reason);
    // The neighbour is not held back by it.
    expect(findings.find(({ line }) => line === 4)?.status).toBe("rewritten");
    // The import that the neighbour needs stands behind the shape's own.
    expect(output.endsWith(shape.code.replace(/^import [^;]+;\s*/, ""))).toBe(true);
  });

  it.each(READS)("because of $name", (shape) => {
    const { output, findings, reads } = migrateFile({ text: programOfRead(shape), fileName: "program.ts" });
    expect(findings.map((finding) => finding.status)).toEqual(["left"]);
    expect(findings[0]?.reason).toMatch(
      /^a read of the same store \(line \d+, column \d+\) can't be rewritten/,
    );
    expect(reads.map((read) => read.status)).toContain("left");
    expect(reads[0]?.reason).toMatch(shape.reason);
    expect(output).not.toContain("@kv-envelope/runtime");
  });
});
