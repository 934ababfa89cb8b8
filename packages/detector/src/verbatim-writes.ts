import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "./context.js";
import { readVerbatimWrite } from "./fields.js";
import type { VerbatimWrite } from "./fields.js";
import { readRawWrite } from "./raw-writes.js";

/**
 * All raw writes of a file that carry verbatim fields, in source order. Every field is reported
 * once, however many calls lead to it.
 */
export function findVerbatimWrites(context: Context): VerbatimWrite[] {
  const found: VerbatimWrite[] = [];
  const reported = new Set<string>();
  for (const call of context.index.calls) {
    for (const verbatim of writesOf(context, call)) {
      const fields = verbatim.fields.filter((field) => {
        const id = `${field.node.range.join(":")} ${field.name}`;
        if (reported.has(id)) return false;
        reported.add(id);
        return true;
      });
      if (fields.length > 0) found.push({ ...verbatim, fields });
    }
  }
  return found.sort((left, right) => positionOf(left) - positionOf(right));
}

const positionOf = (verbatim: VerbatimWrite): number => verbatim.fields[0]?.node.range[0] ?? 0;

/** A call's writes: as it stands, and where that does not say everything, as each caller reaches it. */
function writesOf(context: Context, call: TSESTree.CallExpression): VerbatimWrite[] {
  const found: VerbatimWrite[] = [];
  for (const frame of context.framesAt(call)) {
    const write = readRawWrite(context, call, frame);
    const verbatim = write === undefined ? undefined : readVerbatimWrite(context, write);
    if (verbatim === undefined) continue;
    found.push(verbatim);
    if (frame === null && verbatim.payload.kind === "object" && !verbatim.payload.shape.isOpen) return found;
  }
  return found;
}
