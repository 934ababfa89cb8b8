import type { TSESTree } from "@typescript-eslint/utils";
import { canBe } from "../../eval/text/pattern.js";
import type { Pattern } from "../../eval/text/pattern.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import { computedKey } from "../../syntax/computed-key.js";
import { memberName, peel } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { BINDING_READERS } from "../vocabulary.js";

/** A call that reads what an object has under a name that is computed: `c.env[name].get(key)`. */
export interface ComputedRead {
  readonly node: TSESTree.CallExpression;
  /** What the name can be. */
  readonly names: readonly Pattern[];
}

/**
 * The calls that may read any of several bindings, and are not known as reads: those on a member of what evidence of the
 * service reaches, whose name only the run knows.
 */
export function computedReads(context: Context, known: ReadonlySet<TSESTree.Node>): ComputedRead[] {
  return context.candidates.flatMap((call) => {
    const callee = peel(call.callee);
    if (callee.type !== "MemberExpression" || !BINDING_READERS.has(memberName(callee) ?? "")) return [];
    if (known.has(call) || call.arguments.length === 0 || call.arguments.length > 2) return [];
    const key = keyOf(context, peel(callee.object));
    if (key === undefined || context.isTypedBinding(callee.object) === false) return [];
    // `tables[name].get(key)` of the program's own is seen.
    if (context.calleesOf(call).length > 0) return [];
    return [{ node: call, names: patternsOf(context.resolver, { node: key, callContext: null }) }];
  });
}

/** Whether a computed read can be one of a binding. */
export const mayRead = ({ names }: ComputedRead, binding: string): boolean =>
  names.length === 0 || names.some((pattern) => canBe(pattern, binding));

/** The key under which a receiver is taken from something, there or where its name is declared. */
function keyOf(context: Context, receiver: TSESTree.Node): TSESTree.Node | undefined {
  const own = computedKey(context.index, receiver);
  if (own !== undefined || receiver.type !== "Identifier") return own;
  const definition = context.index.variableOf(receiver)?.defs[0];
  const made = definition?.type === "Variable" ? definition.node.init : null;
  return made === null ? undefined : computedKey(context.index, peel(made));
}
