// The bounds on work are for input that nobody writes: no program of the repository comes near one of them.
import { describe, expect, it } from "vitest";
import { programOfFile } from "@kv-envelope/detector";
import type { Program } from "@kv-envelope/detector";
import { projectFactsFor } from "@kv-envelope/project-facts";
import { join } from "node:path";
import { isSource } from "../../packages/codemod/src/files/extensions.js";
import { memoryTree } from "../../packages/codemod/src/modules/file-tree.js";
import { ProgramFiles } from "../../packages/codemod/src/modules/program-files.js";
import { discoverProgram } from "../../packages/codemod/src/program/discover-program.js";
import { scanProgram } from "../../packages/codemod/src/program/scan.js";
import { finish } from "../../packages/codemod/src/shared/steps.js";
import { parseFile } from "../../packages/codemod/src/source/parse.js";
import { programs } from "../whole-program/programs.js";
import type { Program as Fixture } from "../whole-program/programs.js";
import { sources } from "./sources.js";
import type { Source } from "./sources.js";

interface Used {
  readonly name: string;
  readonly shares: Program["shares"];
}

function ofSource({ name, text, fileName, settings, facts }: Source): Used[] {
  try {
    const program = programOfFile(parseFile(text, fileName), settings, facts);
    program.detect();
    return [{ name, shares: program.shares }];
  } catch {
    // Fixtures that can't be parsed, on purpose.
    return [];
  }
}

function ofProgram({ name, dir, before }: Fixture): Used {
  const tree = memoryTree(before, isSource);
  const factsFor = (file: string): ReturnType<typeof projectFactsFor> =>
    projectFactsFor(join(dir, "before", file));
  const scan = finish(scanProgram({ tree, settings: {}, factsFor }));
  const files = new ProgramFiles(tree, scan, factsFor);
  const { program } = finish(discoverProgram(tree, files, scan, {}));
  program.detect();
  return { name, shares: program.shares };
}

describe("the bounds on work", () => {
  const all = [...sources().flatMap(ofSource), ...programs.map(ofProgram)];

  it.each(["tracking", "evaluation"] as const)(
    "leave all programs of the repository a wide margin: %s",
    (bound) => {
      const most = all.reduce((one, other) => (other.shares[bound] > one.shares[bound] ? other : one));
      console.info(
        `${bound}: ${(100 * most.shares[bound]).toFixed(2)} % of its bound at most, in ${most.name}`,
      );
      expect(most.shares[bound]).toBeGreaterThan(0);
      expect(most.shares[bound]).toBeLessThan(0.25);
    },
  );
});
