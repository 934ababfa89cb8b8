import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fixtures, migrateText } from "./fixtures.js";

describe.each(fixtures)("$name", (fixture) => {
  const migration = migrateText(fixture, fixture.before);

  it("is rewritten as its after.* says", () => {
    expect(migration.error).toBeUndefined();
    if (process.env["UPDATE_AFTER"] !== undefined)
      writeFileSync(join(fixture.dir, `after.${fixture.extension}`), migration.output);
    else expect(migration.output).toBe(fixture.after);
  });

  it("has nothing more to rewrite, and reports then what was left", () => {
    const again = migrateText(fixture, migration.output);
    expect(again.output).toBe(migration.output);
    const leftOf = (findings: typeof migration.findings): unknown =>
      findings
        .filter((finding) => finding.status === "left")
        .map(({ kind, fields, reason }) => ({
          kind,
          fields,
          reason: reason?.replace(/line \d+, column \d+/, ""),
        }));
    expect(leftOf(again.findings)).toEqual(leftOf(migration.findings));
    expect(again.findings.filter((finding) => finding.status !== "left")).toEqual([]);
  });
});
