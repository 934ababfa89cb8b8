import type { Detection, Finding, ParsedFile, ProjectFacts } from "./api.js";
import { Context } from "./context.js";
import { Repair } from "./repair.js";
import type { Settings } from "./settings.js";
import { findVerbatimWrites } from "./verbatim-writes.js";

/** Finds the raw KV writes with verbatim fields in one file, and what would repair them. */
export function detect(file: ParsedFile, settings: Settings, facts: ProjectFacts): Detection {
  const context = new Context(file, settings, facts);
  const writes = findVerbatimWrites(context);
  const repair = new Repair(context, writes);
  const byFinding = new Map(
    writes.map((write): [Finding, typeof write] => [
      { kind: write.write.kind, call: write.write.call, fields: write.fields, outcome: repair.outcomeOf(write) },
      write,
    ]),
  );
  return {
    findings: [...byFinding.keys()],
    reads: repair.reads(),
    rewrite: (findings = [...byFinding.keys()]) => repair.edits(findings.flatMap((finding) => byFinding.get(finding) ?? [])),
  };
}
