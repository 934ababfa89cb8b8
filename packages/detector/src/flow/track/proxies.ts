import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { isFunction, staticName } from "../../syntax/nodes.js";
import type { CallNode, CallScope } from "../../syntax/nodes.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import { globalPath } from "../steps/built-ins.js";
import { CALL, INSTANCE } from "./access-path.js";
import { holding, stepInto } from "./expressions.js";
import type { State } from "./state.js";
import type { Tracking } from "./tracking.js";
import type { TSESTree } from "@typescript-eslint/utils";

/** What reading from a proxy, calling it, and making an instance of it give: what a trap returns. */
const TRAPS: readonly (readonly [name: string, step: string])[] = [
  ["get", ANY_MEMBER],
  ["apply", CALL],
  ["construct", INSTANCE],
];

/** Whether a call makes a proxy: `new Proxy(client, { get(target, name) { … } })`. */
export const makesProxy = (index: SourceIndex, call: CallNode): boolean =>
  call.type === "NewExpression" && globalPath(index, call.callee) === "Proxy";

/**
 * Whether a function is written as a trap of a proxy. No call of the program runs it, and the names that traps have are
 * those of half of all members: whoever calls a `get` would count as its caller.
 */
export function isTrap(index: SourceIndex, scope: CallScope): boolean {
  const property = scope.parent;
  if (property.type !== "Property" || property.parent.type !== "ObjectExpression") return false;
  const made = property.parent.parent;
  return made.type === "NewExpression" && made.arguments[1] === property.parent && makesProxy(index, made);
}

/** Takes what a proxy is made of to the proxy, and to what its traps are given. */
export function intoProxy(tracking: Tracking, call: CallNode, argument: TSESTree.Node, state: State): void {
  const [target, handler] = call.arguments;
  if (argument === target) {
    tracking.value(call, state);
    for (const trap of handler?.type === "ObjectExpression" ? handler.properties : [])
      if (
        trap.type === "Property" &&
        isFunction(trap.value) &&
        TRAPS.some(([name]) => name === staticName(trap))
      )
        for (const parameter of trap.value.params.slice(0, 1)) tracking.bind(parameter, state);
    return;
  }
  for (const [name, step] of TRAPS) {
    const trap = stepInto(name, state);
    const given = trap === undefined ? undefined : stepInto(CALL, trap);
    if (given !== undefined) tracking.value(call, holding(step, given));
  }
}
