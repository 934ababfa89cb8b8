import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import { globalPath } from "../flow/steps/built-ins.js";
import { enclosingFunction, memberName, selfAndAncestors } from "../syntax/nodes.js";

/**
 * Whether what a rewrite would change also goes elsewhere than to the service: the text is compared
 * or sent to somebody else, the function that builds it serves another store.
 * @param carriers the calls through which it goes to the service
 */
export function isUsedElsewhere(
  context: Context,
  site: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
): boolean {
  let child = site;
  for (const current of selfAndAncestors(site)) {
    if (current === site) continue;
    if (current.type === "VariableDeclarator" && current.init !== null && current.id.type === "Identifier") {
      const variable = context.index.variableOf(current.id);
      return (variable?.references ?? []).some(
        ({ identifier, init }) => init !== true && !isCarried(context, identifier, carriers, 0),
      );
    }
    const isReturned =
      current.type === "ReturnStatement" ||
      (current.type === "ArrowFunctionExpression" && current.body === child);
    if (isReturned) return isReturnedElsewhere(context, current, carriers, 0);
    if (!/^(TS\w+|AwaitExpression|ConditionalExpression|LogicalExpression)$/.test(current.type)) return false;
    child = current;
  }
  return false;
}

const MAX_STEPS = 6;

/** Whether a use of it lies on its way to the service, or changes nothing. */
function isCarried(
  context: Context,
  use: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
  steps: number,
): boolean {
  let child = use;
  for (const current of selfAndAncestors(use)) {
    if (current === use) continue;
    // `body.length`, `payload.value`
    if (current.type === "MemberExpression")
      return (
        current.object === child &&
        (memberName(current) === "length" || current.parent.type !== "CallExpression")
      );
    if (current.type === "CallExpression" && current.callee !== child) {
      if (carriers.has(current) || globalPath(context.index, current.callee)?.startsWith("console.") === true)
        return true;
    }
    const isReturned =
      current.type === "ReturnStatement" ||
      (current.type === "ArrowFunctionExpression" && current.body === child);
    if (isReturned) return steps < MAX_STEPS && !isReturnedElsewhere(context, current, carriers, steps + 1);
    if (/Statement$|^VariableDeclarator$/.test(current.type))
      return current.type !== "ExpressionStatement" && !/^(If|Switch|While)Statement$/.test(current.type);
    child = current;
  }
  return true;
}

/** Whether a function that returns it is called for something else too. */
function isReturnedElsewhere(
  context: Context,
  at: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
  steps: number,
): boolean {
  const fn = at.type === "ArrowFunctionExpression" ? at : enclosingFunction(at);
  return fn !== undefined && context.callersOf(fn).some((call) => !isCarried(context, call, carriers, steps));
}
