// The matrix as a test: nothing may be wrong, and what is left is counted, client by client.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KvServer } from "../kv-server/index.js";
import { judge, type Verdict } from "./check.js";
import { CLIENTS } from "./clients/index.js";
import { programsOf } from "./programs.js";
import { startStore } from "./run-programs.js";

/** How many programs of each client are left: lower a number whenever fewer are, and never raise one. */
export type Left = Readonly<Record<string, number>>;

const shown = ({ program, details }: Verdict): string =>
  `${program.id} (${program.choices.join(" | ")})\n  ${details.slice(0, 6).join("\n  ")}\n${program.text}`;

/** @param ofEach how many programs of each client */
export function describeMatrix(ofEach: number, left: Left): void {
  describe("generated programs of clients", () => {
    let server: KvServer;
    beforeAll(async () => {
      server = await startStore();
    });
    afterAll(() => server.close());

    it.each(CLIENTS.map((parts) => ({ parts, name: parts.name })))("$name", async ({ parts, name }) => {
      const verdicts: Verdict[] = [];
      for (const program of programsOf(parts, ofEach)) verdicts.push(await judge(program, server));
      expectVerdicts(name, verdicts, left[name] ?? 0);
    });
  });
}

/** Nothing is wrong, and as many are left as were: a number that is too high would let some come back unseen. */
export function expectVerdicts(name: string, verdicts: readonly Verdict[], left: number): void {
  const of = (status: Verdict["status"]): Verdict[] => verdicts.filter((each) => each.status === status);
  console.log(`${name}: ${of("right").length} right, ${of("left").length} left of ${verdicts.length}`);
  expect(of("wrong").slice(0, 5).map(shown).join("\n"), `${of("wrong").length} are wrong`).toBe("");
  expect(of("left").length, "how many are left").toBe(left);
}
