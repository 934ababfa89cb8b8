// In a program, too: what is found when every file is looked at stands in files that evidence leads to.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Program } from "@kv-envelope/detector";
import { projectFactsFor } from "@kv-envelope/project-facts";
import { isSource } from "../../packages/codemod/src/files/extensions.js";
import { memoryTree } from "../../packages/codemod/src/modules/file-tree.js";
import { ProgramFiles } from "../../packages/codemod/src/modules/program-files.js";
import { discoverProgram } from "../../packages/codemod/src/program/discover-program.js";
import { scanProgram } from "../../packages/codemod/src/program/scan.js";
import { finish } from "../../packages/codemod/src/shared/steps.js";
import { programs } from "../whole-program/programs.js";
import type { Program as Fixture } from "../whole-program/programs.js";

/** The files with findings or reads of theirs when all files of a program are looked at, and those that are discovered. */
function filesOf({ dir, before }: Fixture): {
  readonly found: string[];
  readonly discovered: readonly string[];
} {
  const tree = memoryTree(before, isSource);
  const factsFor = (file: string): ReturnType<typeof projectFactsFor> =>
    projectFactsFor(join(dir, "before", file));
  const scan = finish(scanProgram({ tree, settings: {}, factsFor }));
  const all = new ProgramFiles(tree, scan, factsFor);
  const program = new Program(all, {});
  for (const name of tree.sources) {
    const file = all.get(name);
    if (file !== undefined) program.add(file.parsed);
  }
  const { findings, reads } = program.detect();
  const nodes = [...findings.map(({ call }) => call), ...reads.map(({ node }) => node)];
  const discovered = finish(discoverProgram(tree, new ProgramFiles(tree, scan, factsFor), scan, {}));
  return {
    found: [...new Set(nodes.map((node) => all.nameOf(program.fileOf(node))))].sort(),
    discovered: discovered.files,
  };
}

describe("the files that evidence leads to", () => {
  it.each(programs)("hold all that is found in $name", (program) => {
    const { found, discovered } = filesOf(program);
    expect(discovered).not.toEqual([]);
    expect(discovered).toEqual(expect.arrayContaining(found));
  });
});
