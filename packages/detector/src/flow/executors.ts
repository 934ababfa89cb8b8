import type { TSESTree } from "@typescript-eslint/utils";
import { parameterPlace } from "../syntax/binding-pattern.js";
import { isFunction } from "../syntax/nodes.js";
import type { FunctionNode } from "../syntax/nodes.js";
import type { SourceIndex } from "../syntax/source-index.js";
import { globalPath } from "./steps/built-ins.js";

/** `new Promise(…)` around a function that is its executor. */
export function promiseOfExecutor(index: SourceIndex, fn: FunctionNode): TSESTree.NewExpression | undefined {
  const made = fn.parent;
  return made.type === "NewExpression" &&
    made.arguments[0] === fn &&
    globalPath(index, made.callee) === "Promise"
    ? made
    : undefined;
}

/** The promise that gets what a name is called with: the `resolve` of `new Promise((resolve) => …)`. */
export function promiseResolvedBy(
  index: SourceIndex,
  name: TSESTree.Node,
): TSESTree.NewExpression | undefined {
  const variable = name.type === "Identifier" ? index.variableOf(name) : undefined;
  const place = variable === undefined ? undefined : parameterPlace(variable);
  return place?.position === 0 && place.path.length === 0 && isFunction(place.fn)
    ? promiseOfExecutor(index, place.fn)
    : undefined;
}
