import type { TSESTree } from "@typescript-eslint/utils";
import { ABSENT, hasAny } from "../../eval/numbers/kinds.js";
import { kindsOf } from "../../eval/numbers/reader.js";
import { globalPath } from "../../flow/steps/built-ins.js";
import type { Context } from "../../kv/context.js";
import { memberChain, peel } from "../../syntax/nodes.js";

/**
 * A ttl that is what is left of a time, with the question for what it is reckoned with: `end === undefined ? undefined :
 * end - now()`. Elsewhere 0 stands for "for good", and `ttl || undefined` keeps it so; nothing left is the opposite of it,
 * which the helpers refuse aloud, and only `NaN` is what JSON makes nothing of.
 * @returns `undefined` where nothing is subtracted, or what may be missing can't be named twice
 */
export function guardedTimeLeft(context: Context, node: TSESTree.Node, text: string): string | undefined {
  const operands = operandsOf(context, node);
  if (!operands.isLeft) return undefined;
  const missing = new Set<string>();
  for (const operand of operands.nodes) {
    if (!hasAny(kindsOf(context, operand), ...ABSENT, "unknown", "NaN")) continue;
    const chain = memberChain(operand);
    if (chain === undefined || !/^(?:Identifier|ThisExpression)$/.test(chain.root.type)) return undefined;
    missing.add(`${context.index.textOf(operand)} === undefined`);
  }
  return missing.size === 0 ? undefined : `${[...missing].join(" || ")} ? undefined : ${text}`;
}

interface Operands {
  readonly nodes: readonly TSESTree.Node[];
  /** Whether one is taken away from another. */
  readonly isLeft: boolean;
}

function operandsOf(context: Context, node: TSESTree.Node): Operands {
  const inner = peel(node);
  const parts =
    inner.type === "BinaryExpression"
      ? [inner.left, inner.right]
      : inner.type === "UnaryExpression"
        ? [inner.argument]
        : inner.type === "CallExpression" && globalPath(context.index, inner.callee)?.startsWith("Math.")
          ? inner.arguments
          : [];
  if (parts.length === 0) return { nodes: [inner], isLeft: false };
  const all = parts.map((part) => operandsOf(context, part));
  return {
    nodes: all.flatMap(({ nodes }) => nodes),
    isLeft: (inner.type === "BinaryExpression" && inner.operator === "-") || all.some(({ isLeft }) => isLeft),
  };
}
