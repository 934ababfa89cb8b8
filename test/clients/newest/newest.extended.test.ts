// The matrix of clients once more, with their newest majors.
import { describe, it } from "vitest";
import { migrate, verdictOf, type Verdict } from "../check.js";
import { expectVerdicts, type Left } from "../matrix.js";
import { programsOf } from "../programs.js";
import { NEWEST_CLIENTS } from "./clients.js";
import { differencesByNewest, hasNewerNode } from "./run-newest.js";

/** How many programs of each client. */
const OF_EACH = 100;
const LEFT: Left = { "got 16": 20, "ky 2": 6 };

describe.skipIf(!hasNewerNode)("generated programs of the newest clients", () => {
  it.each(NEWEST_CLIENTS.map((parts) => ({ parts, name: parts.name })))("$name", async ({ parts, name }) => {
    const programs = programsOf(parts, OF_EACH).map((program) => ({ program, migrated: migrate(program) }));
    const verdicts: Verdict[] = programs.flatMap(({ migrated }) =>
      "verdict" in migrated ? [migrated.verdict] : [],
    );
    const rewritten = programs.flatMap(({ program, migrated }) =>
      "verdict" in migrated ? [] : [{ program, ...migrated }],
    );
    const found = await differencesByNewest(rewritten);
    for (const [position, { program, details }] of rewritten.entries())
      verdicts.push(verdictOf(program, [...details, ...(found[position] ?? ["it did not run"])]));
    expectVerdicts(name, verdicts, LEFT[name] ?? 0);
  });
});
