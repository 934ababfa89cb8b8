// The matrix as a test: nothing may be wrong, and what is left is counted, client by client.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KvServer } from "../kv-server/index.js";
import { judge, type Verdict } from "./check.js";
import { CLIENTS } from "./clients/index.js";
import { programsOf } from "./programs.js";
import { startStore } from "./run-programs.js";

/** How many programs of each client are left at most: lower a number whenever fewer are, and never raise one. */
export type MostLeft = Readonly<Record<string, number>>;

const shown = ({ program, details }: Verdict): string =>
  `${program.id} (${program.choices.join(" | ")})\n  ${details.slice(0, 6).join("\n  ")}\n${program.text}`;

/** @param ofEach how many programs of each client */
export function describeMatrix(ofEach: number, mostLeft: MostLeft): void {
  describe("generated programs of clients", () => {
    let server: KvServer;
    beforeAll(async () => {
      server = await startStore();
    });
    afterAll(() => server.close());

    it.each(CLIENTS.map((parts) => ({ parts, name: parts.name })))("$name", async ({ parts, name }) => {
      const verdicts: Verdict[] = [];
      for (const program of programsOf(parts, ofEach)) verdicts.push(await judge(program, server));
      const of = (status: Verdict["status"]): Verdict[] => verdicts.filter((each) => each.status === status);
      const left = of("left");
      console.log(`${name}: ${of("right").length} right, ${left.length} left of ${verdicts.length}`);
      expect(of("wrong").slice(0, 5).map(shown).join("\n"), `${of("wrong").length} are wrong`).toBe("");
      expect(left.length).toBeLessThanOrEqual(mostLeft[name] ?? 0);
    });
  });
}
