import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import { originsOf, rootOrigin } from "../eval/origin.js";
import { globalPath } from "../flow/steps/built-ins.js";
import { stepsFrom } from "../flow/steps/positions.js";
import type { Edge } from "../flow/steps/positions.js";
import { enclosingFunction, memberName, selfAndAncestors } from "../syntax/nodes.js";

/**
 * Where what a rewrite would change also goes elsewhere than to the service: the text is compared
 * or sent to somebody else, the function that builds it serves another store.
 * @param carriers the calls through which it goes to the service
 */
export function usedElsewhereAt(
  context: Context,
  site: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
): TSESTree.Node | undefined {
  let child = site;
  for (const current of selfAndAncestors(site)) {
    if (current === site) continue;
    if (current.type === "VariableDeclarator" && current.init !== null && current.id.type === "Identifier") {
      const references = context.index.variableOf(current.id)?.references ?? [];
      return firstOf(references, ({ identifier, init }) =>
        init === true ? undefined : strayAt(context, identifier, carriers, 0),
      );
    }
    const isReturned =
      current.type === "ReturnStatement" ||
      (current.type === "ArrowFunctionExpression" && current.body === child);
    if (isReturned) return strayOfCallers(context, current, carriers, 0);
    if (current.type === "YieldExpression") return strayOfYielded(context, current, carriers);
    if (!/^(TS\w+|AwaitExpression|ConditionalExpression|LogicalExpression)$/.test(current.type))
      return undefined;
    child = current;
  }
  return undefined;
}

/** The first thing that is found for one of a list. */
function firstOf<T, R>(list: readonly T[], find: (each: T) => R | undefined): R | undefined {
  for (const each of list) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Methods through which others get what they are given: of queues, of event emitters. */
const HANDING_OVER = /^(?:push|unshift|emit|enqueue|add|next|publish|postMessage|dispatch(?:Event)?)$/;
/** The same of a whole that is kept under a key; a single field goes into a query by `query.set("expiration_ttl", ttl)`. */
const KEEPING = "set";

/**
 * What hands a part of what is written over to whoever takes it from there, as it is named in the source: `queue.push`
 * of `queue.push({ key, payload })`, `pending[key]` of `pending[key] = payload`.
 * @param carriers the calls through which it goes to the service
 */
export function handedOverAt(
  part: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
): TSESTree.Node | undefined {
  let child = part;
  let isWhole = part.type === "ObjectExpression";
  for (const current of selfAndAncestors(part)) {
    if (current === part) continue;
    if (current.type === "CallExpression") {
      if (current.callee === child || carriers.has(current)) return undefined;
      const name = current.callee.type === "MemberExpression" ? memberName(current.callee) : undefined;
      if (HANDING_OVER.test(name ?? "") || (name === KEEPING && isWhole)) return current.callee;
      if (name !== "stringify") return undefined;
    } else if (current.type === "AssignmentExpression")
      return current.left.type === "MemberExpression" && current.left.computed ? current.left : undefined;
    else if (!PASSED_THROUGH.test(current.type)) return undefined;
    isWhole ||= current.type === "ObjectExpression";
    child = current;
  }
  return undefined;
}

const PASSED_THROUGH =
  /^(TS\w+|Property|ObjectExpression|ArrayExpression|ConditionalExpression|NewExpression)$/;

const MAX_STEPS = 6;

/** The place at which a use of it leaves the way to the service. What is unknown does, what changes nothing does not. */
function strayAt(
  context: Context,
  use: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
  steps: number,
): TSESTree.Node | undefined {
  if (steps >= MAX_STEPS) return use;
  return firstOf(stepsFrom(use), (edge) => strayThrough(context, edge, carriers, steps));
}

function strayThrough(
  context: Context,
  { from, to, step }: Edge,
  carriers: ReadonlySet<TSESTree.CallExpression>,
  steps: number,
): TSESTree.Node | undefined {
  switch (step.kind) {
    case "none":
      return undefined;
    case "copy":
    case "await":
    case "choice":
    case "text":
    case "store":
    case "spread":
      return strayAt(context, to, carriers, steps);
    // `body.length`, `payload.value`
    case "load":
      return step.name === "length" || to.parent?.type !== "CallExpression" ? undefined : from;
    case "argument":
      return to.type === "CallExpression"
        ? strayOfCall(context, to, carriers, steps)
        : // `new Blob([text])`
          strayAt(context, to, carriers, steps);
    // `const text = JSON.stringify(payload)`: what has the name is carried if each use of it is.
    case "bind":
      if (to.type === "ObjectPattern") return undefined;
      if (to.type !== "Identifier") return from;
      return firstOf(context.index.variableOf(to)?.references ?? [], (reference) =>
        reference.isRead() ? strayAt(context, reference.identifier, carriers, steps + 1) : undefined,
      );
    case "return":
      return strayOfCallers(context, to, carriers, steps + 1);
    default:
      return from;
  }
}

/** That of a call that gets it: none if it is on the way to the service, or its result goes there and nowhere else. */
function strayOfCall(
  context: Context,
  call: TSESTree.CallExpression,
  carriers: ReadonlySet<TSESTree.CallExpression>,
  steps: number,
): TSESTree.Node | undefined {
  if (carriers.has(call) || globalPath(context.index, call.callee)?.startsWith("console.") === true)
    return undefined;
  // One that is made for nothing but its effect does something with it elsewhere.
  if (stepsFrom(call).some(({ step }) => step.kind === "none")) return call;
  const isSentElsewhere = (): boolean =>
    isForeign(context, call) && !isCarriedOn(context, call, carriers, steps);
  return strayAt(context, call, carriers, steps) ?? (isSentElsewhere() ? call : undefined);
}

/** A call of a package's code, or a request: who is given something there may keep it, or send it to somebody else. */
function isForeign(context: Context, call: TSESTree.CallExpression): boolean {
  const { callee } = call;
  if (globalPath(context.index, callee) === "fetch") return true;
  const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
  if (/^(?:then|catch|finally)$/.test(name ?? "")) return false;
  return (
    context.calleesOf(call).length === 0 &&
    originsOf(context.resolver, { node: callee, callContext: null }).some(
      (origin) => rootOrigin(origin).kind === "import",
    )
  );
}

/** Whether what has been made of it gets on the way to the service all the same: `fetch(url, { body: pack(payload) })`. */
function isCarriedOn(
  context: Context,
  use: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
  steps: number,
): boolean {
  if (steps >= MAX_STEPS) return true;
  const onward = (to: TSESTree.Node): boolean => isCarriedOn(context, to, carriers, steps + 1);
  return [...stepsFrom(use)].some(({ to, step }) => {
    switch (step.kind) {
      case "copy":
      case "await":
      case "choice":
      case "text":
      case "store":
      case "spread":
      case "load":
        return onward(to);
      case "argument":
        return (to.type === "CallExpression" && carriers.has(to)) || onward(to);
      case "bind":
        return (context.index.variableOf(to)?.references ?? []).some(
          (reference) => reference.isRead() && onward(reference.identifier),
        );
      case "return": {
        const fn = to.type === "ArrowFunctionExpression" ? to : enclosingFunction(to);
        return fn !== undefined && [...context.callersOf(fn)].some(onward);
      }
      default:
        return false;
    }
  });
}

/** That of the loops over what a generator yields; what else runs it is not followed. */
function strayOfYielded(
  context: Context,
  at: TSESTree.YieldExpression,
  carriers: ReadonlySet<TSESTree.CallExpression>,
): TSESTree.Node | undefined {
  const fn = enclosingFunction(at);
  if (fn === undefined || at.delegate) return at;
  return firstOf(context.callersOf(fn), (call) =>
    firstOf(stepsFrom(call), (edge) =>
      edge.step.kind === "element"
        ? strayThrough(context, { ...edge, step: { kind: "bind" } }, carriers, 0)
        : edge.from,
    ),
  );
}

/** That of the calls of a function that returns it. */
function strayOfCallers(
  context: Context,
  at: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
  steps: number,
): TSESTree.Node | undefined {
  const fn = at.type === "ArrowFunctionExpression" ? at : enclosingFunction(at);
  return fn === undefined
    ? undefined
    : firstOf(context.callersOf(fn), (call) => strayAt(context, call, carriers, steps));
}
