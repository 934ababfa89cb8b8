import type { TSESTree } from "@typescript-eslint/utils";
import type { Bound } from "../../eval/call-context.js";
import { globalPath } from "../../flow/steps/built-ins.js";
import { isFunction, peel } from "../../syntax/nodes.js";
import type { Context } from "../context.js";

/** What gives the object that it is given in another form, or a part of it. */
const PASSING = /^(?:JSON\.(?:parse|stringify)|structuredClone|String|Buffer\.from)$/;
/** How far the way to where something is kept is gone. */
const MAX_STEPS = 16;

/** Where a value that is written comes from. */
export interface WrittenFrom {
  /** Whether it is taken out of what the program keeps: a list, a `Map`, a member of an object, what its own function gives. */
  readonly isKept: boolean;
  /** The calls that it leads back to, whatever was done with what they gave. */
  readonly calls: ReadonlySet<TSESTree.Node>;
}

/** Follows a value to where it comes from. What a caller that is not seen gives, or the world outside, is not kept. */
export function writtenFrom(context: Context, bound: Bound): WrittenFrom {
  const calls = new Set<TSESTree.Node>();
  const kept = context.resolver.follow(bound).map(({ node }) => isKept(context, node, calls, MAX_STEPS));
  return { isKept: kept.includes(true), calls };
}

function isKept(context: Context, node: TSESTree.Node, calls: Set<TSESTree.Node>, steps: number): boolean {
  const inner = peel(node);
  const from = (next: TSESTree.Node): boolean => steps > 0 && isKept(context, next, calls, steps - 1);
  switch (inner.type) {
    case "ThisExpression":
    case "ArrayExpression":
      return true;
    case "AwaitExpression":
      return from(inner.argument);
    case "MemberExpression":
      return from(inner.object);
    case "NewExpression":
      return /^(?:Map|Set|WeakMap|Array)$/.test(globalPath(context.index, inner.callee) ?? "");
    case "CallExpression": {
      calls.add(inner);
      const [first] = inner.arguments;
      if (PASSING.test(globalPath(context.index, inner.callee) ?? ""))
        return first !== undefined && from(first);
      if (context.calleesOf(inner).length > 0) return true;
      return inner.callee.type === "MemberExpression" && from(inner.callee.object);
    }
    case "Identifier": {
      const definition = context.index.variableOf(inner)?.defs[0];
      if (definition?.type === "Parameter")
        return isFunction(definition.node) && context.callersOf(definition.node).length > 0;
      if (definition?.type !== "Variable") return false;
      const { init, parent } = definition.node;
      const loop = parent.parent;
      if (loop.type === "ForOfStatement" && loop.left === parent) return from(loop.right);
      return init !== null && from(init);
    }
    default:
      return false;
  }
}
