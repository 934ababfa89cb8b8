import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../packages/codemod/src/run/result.js";
import { faultsIn, leftAsNamed, leftIn, migrateIn } from "./migrate.js";
import { programs, type Program } from "./programs.js";
import { expectedAnswers, named, runScenario } from "./run.js";
import { typeErrors } from "./types.js";
import { openProgram } from "./workspace.js";

/** `UPDATE_AFTER=1` writes the golden files anew: whoever does so reads them. */
function keep({ dir }: Program, files: Readonly<Record<string, string>>): void {
  rmSync(join(dir, "after"), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, "after", path)), { recursive: true });
    writeFileSync(join(dir, "after", path), text);
  }
}

describe.each(programs)("$name, migrated", (fixture) => {
  it("becomes what its after/ says, type-checks, does what its scenario says, and has nothing more to do", async () => {
    const scenario = await fixture.scenario?.();
    const program = await openProgram(fixture.name, fixture.before);
    try {
      const first = await migrateIn(program.dir);
      const files = program.read();
      const changed = Object.fromEntries(
        Object.entries(files).filter(([path, text]) => fixture.before[path] !== text),
      );
      if (process.env["UPDATE_AFTER"] !== undefined) keep(fixture, changed);
      else expect(changed).toEqual(fixture.after);
      expect(faultsIn(first)).toEqual([]);
      expect(leftAsNamed(first, fixture.left)).toEqual(fixture.left);
      expect(exitCodeOf(first)).toBe(fixture.left.length === 0 ? 0 : 1);
      expect(typeErrors(program.dir)).toEqual([]);
      if (scenario !== undefined)
        expect(named(scenario, await runScenario(program.dir, scenario))).toEqual(
          named(scenario, expectedAnswers(scenario)),
        );

      const second = await migrateIn(program.dir);
      expect(program.read()).toEqual(files);
      expect(leftIn(second)).toEqual(leftIn(first));
    } finally {
      await program.remove();
    }
  });
});
