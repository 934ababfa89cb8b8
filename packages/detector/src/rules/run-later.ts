import type { TSESTree } from "@typescript-eslint/utils";
import { originsOf } from "../eval/origin.js";
import type { Origin } from "../eval/origin.js";
import type { Context } from "../kv/context.js";
import { memberName, peel, thisOwner } from "../syntax/nodes.js";
import { placesOf } from "../syntax/function-places.js";
import type { FunctionNode } from "../syntax/nodes.js";

/** What runs a function later and drops what it returns: a timer, a microtask, */
const TIMERS: ReadonlySet<string> = new Set(["setTimeout", "setInterval", "setImmediate", "queueMicrotask"]);
const TIMERS_MODULE = /^timers$/;
/** an emitter of events. */
const LISTENS: ReadonlySet<string | undefined> = new Set(["on", "once", "addListener", "prependListener"]);
const EMITTERS: ReadonlySet<string> = new Set(["EventEmitter", "default", "*"]);

/** The calls that have a function run later, by something that drops the promise that it returns. */
export const laterRunsOf = (context: Context, fn: FunctionNode): TSESTree.CallExpression[] =>
  placesOf(context.index, fn).flatMap((place) => {
    const runner = place.parent;
    return runner?.type === "CallExpression" && isRunLater(context, runner, place) ? [runner] : [];
  });

/** Whether a call has what stands at `place` run later. */
function isRunLater(context: Context, runner: TSESTree.CallExpression, place: TSESTree.Node): boolean {
  const { callee } = runner;
  if (runner.arguments[0] === place) return isTimer(context, callee);
  const emitter = peel(callee);
  return (
    runner.arguments[1] === place &&
    emitter.type === "MemberExpression" &&
    LISTENS.has(memberName(emitter)) &&
    isEmitter(context, emitter.object)
  );
}

const isTimer = (context: Context, callee: TSESTree.Node): boolean =>
  originsOf(context.resolver, { node: callee, callContext: null }).some(
    (origin) =>
      origin.path.length === 0 &&
      (origin.kind === "global" || (origin.kind === "import" && TIMERS_MODULE.test(origin.module))) &&
      TIMERS.has(origin.name),
  );

/** Whether an expression is the process, or an emitter of Node's own: other things have an `on` that waits for its handlers. */
function isEmitter(context: Context, node: TSESTree.Node): boolean {
  const owner = node.type === "ThisExpression" ? thisOwner(node) : undefined;
  if (owner?.type === "ClassBody") return isEmitterClass(context, owner.parent.superClass);
  return originsOf(context.resolver, { node, callContext: null }).some(
    (origin) =>
      origin.path.length === 0 &&
      ((origin.kind === "global" && origin.name === "process") ||
        (origin.kind === "instance" && isEmitterOrigin(context, origin.of) && !hasOptions(origin))),
  );
}

/** One that is told to `captureRejections` hears of them. */
const hasOptions = ({ of, value: { node } }: Extract<Origin, { kind: "instance" }>): boolean =>
  of.kind === "import" && node.type === "NewExpression" && node.arguments.length > 0;

function isEmitterOrigin(context: Context, origin: Origin): boolean {
  if (origin.kind === "import") return origin.module === "events" && isEmitterName(origin.name, origin.path);
  const { node } = origin.value;
  return (
    origin.path.length === 0 &&
    (node.type === "ClassDeclaration" || node.type === "ClassExpression") &&
    isEmitterClass(context, node.superClass)
  );
}

/** `EventEmitter`, the module itself, and `events.EventEmitter`. */
const isEmitterName = (name: string, path: readonly string[]): boolean =>
  path.length === 0
    ? EMITTERS.has(name)
    : path.length === 1 && name === "default" && path[0] === "EventEmitter";

const isEmitterClass = (context: Context, parent: TSESTree.Node | null): boolean =>
  parent !== null &&
  originsOf(context.resolver, { node: parent, callContext: null }).some((origin) =>
    isEmitterOrigin(context, origin),
  );
