import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { clientModes } from "./client-modes.js";
import { casesIn, otherCases } from "./detection-cases.js";
import { leftShapes } from "./left-shapes.js";
import { deadLinks } from "./links.js";
import { UPDATE, coverageText } from "./markdown.js";
import { oneFilePrograms } from "./one-file-programs.js";
import { lintedAlone, type ProgramRow } from "./program-cells.js";
import { root } from "./root.js";
import type { Group } from "./table.js";
import { frameworks, typedReceivers } from "./typed-programs.js";
import { wholePrograms } from "./whole-programs.js";

const page = "docs/coverage.md";
const file = join(root, page);

// With some of the programs alone there is only a part of the table.
describe.runIf(process.env["PROGRAM"] === undefined)(page, () => {
  let groups: readonly Group[] = [];
  let programs: readonly ProgramRow[] = [];
  let text = "";

  beforeAll(async () => {
    const [oneFile, whole] = [await oneFilePrograms(), await wholePrograms()];
    programs = [...oneFile.rows, ...whole.rows];
    groups = [
      ...casesIn("flagged"),
      oneFile,
      whole,
      clientModes(),
      typedReceivers(),
      frameworks(),
      leftShapes(),
      ...casesIn("silent"),
      ...casesIn("known-misses"),
    ];
    text = coverageText(groups);
  });

  it("is what the tests show", () => {
    if (process.env["UPDATE_COVERAGE"] !== undefined) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const written = existsSync(file) ? readFileSync(file, "utf8") : "";
    expect(written, `${page} differs from what the tests show; write it anew: ${UPDATE}`).toBe(text);
  });

  it("has no link that leads nowhere", () => {
    expect(deadLinks(page, text)).toEqual([]);
  });

  it("leaves no cases out, and has a cell for every shape that they hold", () => {
    expect(otherCases()).toEqual([]);
    const empty = groups.flatMap(({ title, rows }) =>
      rows
        .filter(({ cells }) => Object.values(cells).flat().length === 0)
        .map(({ shape }) => `${title}: ${shape}`),
    );
    expect(empty).toEqual([]);
  });

  it("has no program in which lint reports what the codemod does not", () => {
    expect(
      programs.flatMap(({ shape, program }) =>
        lintedAlone(program).map((location) => `${shape}: ${location}`),
      ),
    ).toEqual([]);
  });
});
