import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import type { ReportedWrite } from "../kv/operations/verbatim-writes.js";
import { placesAskingFor } from "../kv/uses/asked-fields.js";
import type { UnknownPlace } from "../kv/uses/uses.js";
import { contains, isFunction, selfAndAncestors, staticName } from "../syntax/nodes.js";
import type { FunctionNode } from "../syntax/nodes.js";
import { siteOf } from "./sites.js";

/**
 * Where the program asks some object for the ttl that writes store: where a read gets out of sight, that may be what was
 * read. What a writer takes of its own options, `({ value, expirationTtl }) => put(…)`, is none of it.
 */
export function ttlAskedFor(
  context: Context,
  writes: readonly ReportedWrite[],
  read: TSESTree.Node,
  unknown: readonly UnknownPlace[],
): TSESTree.Node | undefined {
  const all = writes.flatMap((write) => [write, ...write.twins]);
  const names = new Set(
    all.flatMap(({ bodyFields }) =>
      bodyFields.flatMap(({ role, entry }) => (role === "ttl" ? entry.name : [])),
    ),
  );
  if (names.size === 0) return undefined;
  // A factory that has both, or a method that reads and writes, is no writer alone.
  const writers = new Set(
    all
      .flatMap((each) => [...functionsAround(siteOf(each)), ...functionsAround(each.write.call)])
      .filter((fn) => !contains(fn, read)),
  );
  const compared = unknown.find(({ node }) => isBesideTtl(context, node, names));
  if (compared !== undefined) return compared.node;
  return placesAskingFor(context, names).find((node) => !isOfWriter(context, node, writers));
}

/** `assert.deepEqual(entry, { value, expiration_ttl: 60 })`, `expect(entry).toEqual(payload)` */
function isBesideTtl(context: Context, place: TSESTree.Node, names: ReadonlySet<string>): boolean {
  if (place.type !== "CallExpression") return false;
  const matcher = place.parent.type === "MemberExpression" ? place.parent.parent : undefined;
  return [...place.arguments, ...(matcher?.type === "CallExpression" ? matcher.arguments : [])].some((node) =>
    context.resolver
      .follow({ node, callContext: null })
      .some(
        (value) =>
          value.node.type === "ObjectExpression" &&
          value.path.length === 0 &&
          value.node.properties.some((each) => each.type === "Property" && names.has(staticName(each) ?? "")),
      ),
  );
}

function* functionsAround(node: TSESTree.Node): Generator<FunctionNode> {
  for (const each of selfAndAncestors(node)) if (isFunction(each)) yield each;
}

/** Whether what is asked for goes into a write: in a function that writes, or in what one is called with. */
function isOfWriter(context: Context, node: TSESTree.Node, writers: ReadonlySet<FunctionNode>): boolean {
  for (const each of selfAndAncestors(node)) {
    if (isFunction(each) && writers.has(each)) return true;
    if (each.type === "CallExpression" && context.functionsEnteredBy(each).some((fn) => writers.has(fn)))
      return true;
  }
  return false;
}
