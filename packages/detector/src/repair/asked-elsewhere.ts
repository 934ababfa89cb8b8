import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import type { ReportedWrite } from "../kv/operations/verbatim-writes.js";
import type { UnknownPlace } from "../kv/uses/uses.js";
import { isFunction, selfAndAncestors, staticName } from "../syntax/nodes.js";
import type { FunctionNode } from "../syntax/nodes.js";
import { siteOf } from "./sites.js";

/**
 * Where the program asks some object for the ttl that writes store: where a read gets out of sight, that may be what was
 * read. What a writer takes of its own options, `({ value, expirationTtl }) => put(…)`, is none of it.
 */
export function ttlAskedFor(
  context: Context,
  writes: readonly ReportedWrite[],
  unknown: readonly UnknownPlace[],
): TSESTree.Node | undefined {
  const all = writes.flatMap((write) => [write, ...write.twins]);
  const names = new Set(
    all.flatMap(({ bodyFields }) =>
      bodyFields.flatMap(({ role, entry }) => (role === "ttl" ? entry.name : [])),
    ),
  );
  if (names.size === 0) return undefined;
  const writers = new Set(
    all.flatMap((each) => [...functionsAround(siteOf(each)), ...functionsAround(each.write.call)]),
  );
  const compared = unknown.find(({ node }) => isBesideTtl(context, node, names));
  if (compared !== undefined) return compared.node;
  return [...names]
    .flatMap((name) => [...context.index.membersNamed(name), ...textsOf(context, name)])
    .find((node) => !isGiven(node) && !isOfWriter(context, node, writers));
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

/** `pick(entry, "expiration_ttl")`: texts that are no names of an object's own members, nor of a type's. */
const textsOf = (context: Context, name: string): TSESTree.Node[] =>
  context.index.all
    .filter(({ file }) => file.text.includes(name))
    .flatMap(({ nodes }) => nodes)
    .filter(
      (node) =>
        node.type === "Literal" &&
        node.value === name &&
        node.parent.type !== "TSLiteralType" &&
        node.parent.type !== "TSPropertySignature" &&
        !(node.parent.type === "Property" && node.parent.key === node) &&
        // `entry["expiration_ttl"]` is a member.
        !(node.parent.type === "MemberExpression" && node.parent.property === node),
    );

/** `body.expiration_ttl = 60`, `delete body.expiration_ttl` */
const isGiven = (node: TSESTree.Node): boolean =>
  (node.parent?.type === "AssignmentExpression" && node.parent.left === node) ||
  (node.parent?.type === "UnaryExpression" && node.parent.operator === "delete");

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
