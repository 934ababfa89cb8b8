import type { Bound } from "../../eval/call-context.js";
import { parameterPlace } from "../../syntax/binding-pattern.js";
import { constructedClass, contains } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import type { Context } from "../context.js";

/** Through how many functions something is handed before it waits somewhere. */
const MAX_STEPS = 4;

/** What callers pass for a parameter that an expression stands for, of a function which is not one that it stands in. */
export function passedElsewhere(context: Context, bound: Bound, steps = MAX_STEPS): Bound[] {
  if (steps === 0) return [];
  return context.resolver.follow(bound).flatMap(({ node, path }) => {
    const variable = node.type === "Identifier" ? context.index.variableOf(node) : undefined;
    const place = variable === undefined ? undefined : parameterPlace(variable);
    if (place === undefined || place.path.length > 0 || isAround(place.fn, bound)) return [];
    return context.callersOf(place.fn).flatMap((caller) => {
      const argument = caller.arguments[place.position];
      if (argument === undefined || argument.type === "SpreadElement") return [];
      const whole: Bound = { node: argument, callContext: null };
      return memberAt(context, whole, path).flatMap((passed) => [
        passed,
        ...passedElsewhere(context, passed, steps - 1),
      ]);
    });
  });
}

/** What is passed itself, or a member of it: `body` of `queue.add({ key, body })`. */
const memberAt = (context: Context, whole: Bound, path: readonly string[]): Bound[] =>
  path.length === 0
    ? [whole]
    : context.resolver
        .followPath(context.resolver.follow(whole), path)
        .flatMap(({ node, callContext, path: rest }) => (rest.length === 0 ? [{ node, callContext }] : []));

/** Whether a function, or the class that it constructs, is around an expression or a call through which that is looked at. */
function isAround(fn: FunctionNode, { node, callContext }: Bound): boolean {
  const scope = constructedClass(fn) ?? fn;
  if (contains(scope, node)) return true;
  for (let current = callContext; current !== null; current = current.outer)
    if (current.call !== undefined && contains(scope, current.call)) return true;
  return false;
}
