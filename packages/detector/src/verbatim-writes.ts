import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "./context.js";
import { memberName } from "./file-index.js";
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

/** Methods of arrays, texts, collections and promises: never a client's, and most of a file's calls. */
const BUILT_IN_METHODS = new Set(
  [Array, String, Map, Set, Promise, RegExp, Object].flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)),
);
/** Clients and stores have methods of these names too. */
for (const name of ["get", "set", "delete"]) BUILT_IN_METHODS.delete(name);

const isBuiltInMethod = ({ callee }: TSESTree.CallExpression): boolean =>
  callee.type === "MemberExpression" && BUILT_IN_METHODS.has(memberName(callee) ?? "");

const positionOf = (verbatim: VerbatimWrite): number => verbatim.fields[0]?.node.range[0] ?? 0;

/** A call's writes: as it stands, and where that does not say everything, as each caller reaches it. */
function writesOf(context: Context, call: TSESTree.CallExpression): VerbatimWrite[] {
  if (isBuiltInMethod(call)) return [];
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
