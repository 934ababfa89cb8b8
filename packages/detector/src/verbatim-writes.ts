import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "./context.js";
import type { VerbatimField } from "./api.js";
import { readVerbatimWrite } from "./fields.js";
import type { VerbatimWrite } from "./fields.js";
import { readRawWrite } from "./raw-writes.js";

/** A raw write with the fields that are reported for it. */
export interface ReportedWrite extends VerbatimWrite {
  /** Further calls, or further ways to this one, that send the same fields: mended together or not at all. */
  readonly twins: readonly VerbatimWrite[];
}

/**
 * All raw writes of a file that carry verbatim fields, in source order. Every field is reported
 * once, however many calls lead to it.
 */
export function findVerbatimWrites(context: Context): ReportedWrite[] {
  const found: (ReportedWrite & { readonly twins: VerbatimWrite[] })[] = [];
  const owners = new Map<string, (typeof found)[number]>();
  const idOf = (field: VerbatimField): string => `${field.node.range.join(":")} ${field.name}`;
  for (const call of context.candidates) {
    for (const verbatim of writesOf(context, call)) {
      const fields = verbatim.fields.filter((field) => !owners.has(idOf(field)));
      if (fields.length === 0) {
        const [first] = verbatim.fields;
        if (first !== undefined) owners.get(idOf(first))?.twins.push(verbatim);
        continue;
      }
      const reported = { ...verbatim, fields, twins: [] };
      for (const field of fields) owners.set(idOf(field), reported);
      found.push(reported);
    }
  }
  return found.sort((left, right) => positionOf(left) - positionOf(right));
}

const positionOf = (verbatim: VerbatimWrite): number => verbatim.fields[0]?.node.range[0] ?? 0;

/** A call's writes: as it stands, and where that does not say everything, as each caller reaches it. */
function writesOf(context: Context, call: TSESTree.CallExpression): VerbatimWrite[] {
  const found: VerbatimWrite[] = [];
  for (const frame of context.framesAt(call)) {
    if (frame !== null && context.resolver.isExhausted) return found;
    const write = readRawWrite(context, call, frame);
    const verbatim = write === undefined ? undefined : readVerbatimWrite(context, write);
    if (verbatim === undefined) continue;
    found.push(verbatim);
    if (frame === null && verbatim.payload.kind === "object" && !verbatim.payload.shape.isOpen) return found;
  }
  return found;
}
