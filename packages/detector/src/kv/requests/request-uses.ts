import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { originsOf } from "../../eval/origin.js";
import { stepsFrom } from "../../flow/steps/positions.js";
import { enclosingFunction, memberName } from "../../syntax/nodes.js";
import { promiseOfExecutor } from "../../flow/executors.js";

/** What is done with a request of `node:http` after it has been made. */
export interface RequestUses {
  /** The calls of its methods. */
  readonly methods: readonly { readonly name: string | undefined; readonly call: TSESTree.CallExpression }[];
  /** The calls of `once(request, event)`. */
  readonly onces: readonly TSESTree.CallExpression[];
  /** Where it is handed to code that is not followed. */
  readonly escapes: readonly TSESTree.Node[];
}

/** Methods that give the request itself, so that a chain goes on. */
const CHAINING: ReadonlySet<string> = new Set([
  "on",
  "once",
  "addListener",
  "prependListener",
  "prependOnceListener",
  "off",
  "removeListener",
  "removeAllListeners",
  "end",
  "setTimeout",
  "destroy",
]);

/** Follows a request by the names that it gets and the chains of its methods. */
export function requestUses(context: Context, request: TSESTree.CallExpression): RequestUses {
  const methods: { name: string | undefined; call: TSESTree.CallExpression }[] = [];
  const onces: TSESTree.CallExpression[] = [];
  const escapes: TSESTree.Node[] = [];
  const seen = new Set<TSESTree.Node>();

  const follow = (node: TSESTree.Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const { to, step } of stepsFrom(node)) {
      switch (step.kind) {
        case "copy":
        case "choice":
        case "await":
          follow(to);
          break;
        case "bind":
          if (to.type === "Identifier")
            for (const reference of context.index.variableOf(to)?.references ?? []) {
              if (reference.isRead()) follow(reference.identifier);
            }
          else escapes.push(node);
          break;
        case "load":
          member(to);
          break;
        case "argument":
          if (to.type === "CallExpression" && isOnce(context, to) && to.arguments[0] === node) onces.push(to);
          else if (!isReported(to)) escapes.push(node);
          break;
        case "return":
          returned(to, node);
          break;
        case "none":
        case "compare":
        case "text":
          break;
        default:
          escapes.push(node);
      }
    }
  };

  const member = (node: TSESTree.Node): void => {
    const call = node.parent;
    if (node.type !== "MemberExpression" || call?.type !== "CallExpression" || call.callee !== node) return;
    const name = memberName(node);
    methods.push({ name, call });
    if (name !== undefined && CHAINING.has(name)) follow(call);
  };

  const returned = (at: TSESTree.Node, node: TSESTree.Node): void => {
    const fn = at.type === "ArrowFunctionExpression" ? at : enclosingFunction(at);
    if (fn === undefined || promiseOfExecutor(context.index, fn) !== undefined) return;
    const callers = context.callersOf(fn);
    if (callers.length === 0) escapes.push(node);
    callers.forEach(follow);
  };

  follow(request);
  return { methods, onces, escapes };
}

/** `once` of `node:events`. */
const isOnce = (context: Context, call: TSESTree.CallExpression): boolean =>
  originsOf(context.resolver, { node: call.callee, callContext: null }).some(
    (origin) =>
      origin.kind === "import" &&
      origin.module === "events" &&
      [origin.name, ...origin.path].filter((name) => name !== "default" && name !== "*").join(".") === "once",
  );

/** `console.log(request)` */
const isReported = (node: TSESTree.Node): boolean =>
  node.type === "CallExpression" &&
  node.callee.type === "MemberExpression" &&
  node.callee.object.type === "Identifier" &&
  node.callee.object.name === "console";
