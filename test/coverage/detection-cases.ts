// The cases of the detector's tests: each heading is a shape, each file a group.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { outcomeOf, readCases, type Case } from "../../packages/detector/test/cases.js";
import { hostsFor } from "../../packages/detector/test/hosts.js";
import { anchorsOf } from "./anchors.js";
import { inRepository, root } from "./root.js";
import type { Cell, Group, Verdict } from "./table.js";

const folder = join(root, "packages/detector/test/cases");
const test = "packages/detector/test/detect.test.ts";

/**
 * What ESLint makes of the case, through its own parser where that can read the language. That the other ways into the
 * detector agree is what the test of the cases asserts. Nothing where the outcome is another than the case states.
 */
function verdictOf(entry: Case): Verdict | undefined {
  const host = hostsFor(entry.language).at(-1);
  const lines = host === undefined ? undefined : outcomeOf(host, entry).lines.join();
  if (lines === entry.expected.join()) return lines === "" ? "silent" : "whole";
  return lines === "" ? "missed" : undefined;
}

const TEXTS: Readonly<Record<Verdict, string>> = {
  whole: "✓",
  silent: "silent",
  missed: "missed",
  part: "",
  reason: "",
};

function groupOf(fileName: string): Group {
  const file = join(folder, fileName);
  const path = inRepository(file);
  const text = readFileSync(file, "utf8");
  const anchors = anchorsOf(path, text);
  const rows = readCases(fileName).map((entry) => {
    const verdict = verdictOf(entry);
    const anchor = anchors.find(({ heading }) => heading === entry.name)?.anchor;
    if (anchor === undefined) throw new Error(`${path}: no heading ${entry.name}`);
    const lint: readonly Cell[] =
      verdict === undefined ? [] : [{ verdict, text: TEXTS[verdict], test: { path, anchor } }];
    return { shape: entry.name, cells: { lint } };
  });
  return { title: /^# (.+)$/m.exec(text)?.[1] ?? fileName, source: path, tests: [test], rows };
}

const filesNamed = (start: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(start) && name.endsWith(".md"))
    .sort();

/** The groups of the files whose name begins so. */
export const casesIn = (start: "flagged" | "silent" | "known-misses"): Group[] =>
  filesNamed(start).map(groupOf);

/** Files of cases of which none of the above groups would tell. */
export const otherCases = (): string[] =>
  readdirSync(folder).filter((name) => !/^(?:flagged|silent)-.*\.md$|^known-misses\.md$/.test(name));
