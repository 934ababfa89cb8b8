import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import { globalPath } from "../flow/steps/built-ins.js";
import { stepsFrom } from "../flow/steps/positions.js";
import type { Edge } from "../flow/steps/positions.js";
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

/** Methods through which others get what they are given: of queues, of event emitters. */
const HANDING_OVER = /^(?:push|unshift|emit|enqueue|add|publish|dispatch(?:Event)?)$/;

/**
 * The call that hands a part of what is written over to whoever takes it from there: `queue.push({ key, payload })`.
 * @param carriers the calls through which it goes to the service
 */
export function handedOverAt(
  part: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
): TSESTree.CallExpression | undefined {
  let child = part;
  for (const current of selfAndAncestors(part)) {
    if (current === part) continue;
    if (current.type === "CallExpression") {
      if (current.callee === child || carriers.has(current)) return undefined;
      const name = current.callee.type === "MemberExpression" ? memberName(current.callee) : undefined;
      if (HANDING_OVER.test(name ?? "")) return current;
      if (name !== "stringify") return undefined;
    } else if (
      !/^(TS\w+|Property|ObjectExpression|ArrayExpression|ConditionalExpression)$/.test(current.type)
    )
      return undefined;
    child = current;
  }
  return undefined;
}

const MAX_STEPS = 6;

/** Whether a use of it lies on its way to the service, or changes nothing. What is unknown does not. */
function isCarried(
  context: Context,
  use: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
  steps: number,
): boolean {
  return steps < MAX_STEPS && stepsFrom(use).every((edge) => isCarriedBy(context, edge, carriers, steps));
}

function isCarriedBy(
  context: Context,
  { to, step }: Edge,
  carriers: ReadonlySet<TSESTree.CallExpression>,
  steps: number,
): boolean {
  switch (step.kind) {
    case "none":
      return true;
    case "copy":
    case "await":
    case "choice":
    case "text":
    case "store":
    case "spread":
      return isCarried(context, to, carriers, steps);
    // `body.length`, `payload.value`
    case "load":
      return step.name === "length" || to.parent?.type !== "CallExpression";
    case "argument":
      return to.type === "CallExpression"
        ? isCarriedThrough(context, to, carriers, steps)
        : // `new Blob([text])`
          isCarried(context, to, carriers, steps);
    // `const text = JSON.stringify(payload)`: what has the name is carried if each use of it is.
    case "bind":
      return (
        to.type === "ObjectPattern" ||
        (to.type === "Identifier" &&
          (context.index.variableOf(to)?.references ?? []).every(
            (reference) =>
              !reference.isRead() || isCarried(context, reference.identifier, carriers, steps + 1),
          ))
      );
    case "return":
      return !isReturnedElsewhere(context, to, carriers, steps + 1);
    default:
      return false;
  }
}

/** A call that gets it: one on the way to the service, or one whose result goes there and nowhere else. */
function isCarriedThrough(
  context: Context,
  call: TSESTree.CallExpression,
  carriers: ReadonlySet<TSESTree.CallExpression>,
  steps: number,
): boolean {
  if (carriers.has(call) || globalPath(context.index, call.callee)?.startsWith("console.") === true)
    return true;
  // One that is made for nothing but its effect does something with it elsewhere.
  return (
    !stepsFrom(call).some(({ step }) => step.kind === "none") && isCarried(context, call, carriers, steps)
  );
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
