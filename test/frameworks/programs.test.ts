// In memory, where no package is installed: what annotations and values say.
import { migrateProgram } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { FACTS, LEFT, WITHOUT_PACKAGES, frameworkPrograms } from "./programs.js";

describe.each(frameworkPrograms)("$name", ({ name, text, marks }) => {
  const { findings, reads } = migrateProgram({ [name]: text }, { facts: () => FACTS });
  const calls = [
    ...findings.map((finding) => ({ ...finding, what: `${finding.line} put` })),
    ...reads.map((read) => ({ ...read, what: `${read.line} get` })),
  ];
  const left = calls.filter(({ status }) => status === "left");
  const expected = WITHOUT_PACKAGES[name] ?? LEFT[name];

  it("is rewritten, or left with a reason", () => {
    if (expected === "not found") expect(calls).toEqual([]);
    else if (expected === undefined) {
      expect(calls.map(({ what }) => what).sort()).toEqual([...marks].sort());
      expect(left).toEqual([]);
    } else {
      expect(left.length).toBeGreaterThan(0);
      for (const { reason } of left) expect(reason).toMatch(expected);
    }
  });
});
