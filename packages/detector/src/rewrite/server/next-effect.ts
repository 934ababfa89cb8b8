import type { TSESTree } from "@typescript-eslint/utils";
import { isReassigned } from "../../eval/unsure-values.js";
import type { Context } from "../../kv/context.js";
import { contains, enclosingFunction, isFunction, selfAndAncestors } from "../../syntax/nodes.js";
import { isComputing, isMovable } from "../source-text.js";

/**
 * Whether an expression may be evaluated at another place, whatever it does: nothing is done in between, and it is done as
 * often as before. `put(key, JSON.stringify({ value, ttl: ttlFor(key) }))` becomes `put(key, JSON.stringify({ value }), ttlFor(key))`.
 * @param place the expression behind which it comes to stand
 * @param isCalled whether that is a call, of which it becomes the last argument
 */
export function isNextEffect(
  context: Context,
  place: TSESTree.Node,
  node: TSESTree.Node,
  isCalled: boolean,
): boolean {
  if (enclosingFunction(place) !== enclosingFunction(node)) return false;
  const around = [...selfAndAncestors(node)].find((each) => contains(each, place));
  if (around === undefined) return false;
  const isBefore = place.range[1] <= node.range[0];
  // A loop would do it again, a condition not always, and what catches errors would get its own.
  if (!isBefore && ancestorsBelow(place, around).some(({ type }) => DECIDES.test(type))) return false;
  const [from, to] = isBefore ? [place.range[1], node.range[0]] : [node.range[1], place.range[1]];
  const isQuiet = (part: TSESTree.Node): boolean => {
    if (part.range[1] <= from || part.range[0] >= to || isFunction(part)) return true;
    if (part.range[0] >= from && part.range[1] <= to && !(isCalled && part === place))
      return (
        !LEAVES.test(part.type) &&
        isMovable(context, part) &&
        !hasLeaving(context, part) &&
        !readsChanging(context, part)
      );
    // What is made of the expression itself is done in between, where it comes to stand behind that.
    if (
      !isBefore &&
      contains(part, node) &&
      part !== node &&
      !contains(part, place) &&
      !isMade(context, part)
    )
      return false;
    return part === node || context.index.childrenOf(part).every(isQuiet);
  };
  return isQuiet(around);
}

/** Through how many functions it is looked what they read. */
const MAX_CALLED = 4;

/** Whether an expression reads a variable that gets another value at some time, be it in a function that it calls. */
export function readsChanging(context: Context, node: TSESTree.Node, depth = 0): boolean {
  const variable = node.type === "Identifier" ? context.index.variableOf(node) : undefined;
  if (variable !== undefined && isReassigned(variable)) return true;
  const called =
    node.type === "CallExpression" && depth < MAX_CALLED
      ? context.resolver.functionsOf({ node: node.callee, callContext: null })
      : [];
  return (
    called.some((fn) => readsChanging(context, fn.node.body, depth + 1)) ||
    context.index.childrenOf(node).some((child) => readsChanging(context, child, depth))
  );
}

const DECIDES =
  /^(?:If|For|ForIn|ForOf|While|DoWhile|Try|Switch)Statement$|^(?:Conditional|Logical)Expression$|^CatchClause$/;

/** What ends a function or a turn of a loop. */
const LEAVES = /^(?:Return|Throw|Break|Continue)Statement$/;

const hasLeaving = (context: Context, node: TSESTree.Node): boolean =>
  context.index
    .childrenOf(node)
    .some((child) => !isFunction(child) && (LEAVES.test(child.type) || hasLeaving(context, child)));

/** Whether something around an expression does nothing with it but put it together: a literal, `JSON.stringify`. */
const isMade = (context: Context, part: TSESTree.Node): boolean =>
  part.type === "CallExpression" ? isComputing(context, part) : !DOES.test(part.type);

const DOES = /^(?:New|Await|Yield|Assignment|TaggedTemplate|Import)Expression$/;

function ancestorsBelow(node: TSESTree.Node, around: TSESTree.Node): TSESTree.Node[] {
  const all = [...selfAndAncestors(node)];
  return all.slice(1, all.indexOf(around));
}
