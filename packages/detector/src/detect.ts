import type { Detection, ParsedFile, ProjectFacts } from "./api.js";
import { Context } from "./context.js";
import type { Settings } from "./settings.js";
import { findVerbatimWrites } from "./verbatim-writes.js";

/** Finds the raw KV writes with verbatim fields in one file, and what would repair them. */
export function detect(file: ParsedFile, settings: Settings, facts: ProjectFacts): Detection {
  const context = new Context(file, settings, facts);
  const findings = findVerbatimWrites(context).map((verbatim) => ({
    kind: verbatim.write.kind,
    call: verbatim.write.call,
    fields: verbatim.fields,
    outcome: { status: "left" as const, reason: "rewriting is not built yet" },
  }));
  return { findings, reads: [], rewrite: () => [] };
}
