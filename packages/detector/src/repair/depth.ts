import { parameterPlace } from "../syntax/binding-pattern.js";
import type { Context } from "../kv/context.js";
import { enclosingFunction, peel } from "../syntax/nodes.js";
import type { VerbatimWrite } from "../kv/operations/fields.js";

/** Whether what is written comes from the parameters of the function that makes it: a writer, mended once for all of its callers. */
export function depthOf(
  context: Context,
  { payload, optionFields, write }: VerbatimWrite,
): "writer" | "call" {
  const site = payload.kind === "object" ? payload.site.node : write.call;
  const home = enclosingFunction(site);
  if (home === undefined) return "call";
  const values = [
    ...(payload.kind === "object" ? payload.shape.entries : optionFields.map(({ entry }) => entry)).flatMap(
      (entry) => [entry.value?.node, entry.spreadFrom?.object],
    ),
    payload.kind === "object" ? payload.object.node : write.value?.bound.node,
  ];
  const isGiven = values.some((value) => {
    const node = value === undefined ? undefined : peel(value);
    const variable = node?.type === "Identifier" ? context.index.variableOf(node) : undefined;
    return variable !== undefined && parameterPlace(variable)?.fn === home;
  });
  return isGiven && (context.callersOf(home).length > 0 || context.isImported(home)) ? "writer" : "call";
}
