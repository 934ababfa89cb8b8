import type { TSESTree } from "@typescript-eslint/utils";
import type { Evaluation } from "../eval/evaluation.js";
import { originsOf, rootOrigin } from "../eval/origin.js";
import type { Origin } from "../eval/origin.js";
import { memberChain, memberName, peel } from "../syntax/nodes.js";
import { handsOn, setHeadersOnly } from "./header-hooks.js";
import type { Making } from "./http-call.js";
import { HARMLESS_ADDITIONS } from "./known-clients.js";

/** What changes a client after it was made: interceptors, defaults, code that it is handed to. */
export interface InstanceChange {
  readonly node: TSESTree.Node;
  /** How the program names it: `interceptors.response`, `defaults.transformResponse`. */
  readonly name: string;
  /** The option that is set, where it is one. */
  readonly option: string | undefined;
  /** What it changes, where its name says so. */
  readonly of: "answer" | "request" | undefined;
}

/** What the program does with all clients of one module: looked for once, and again where files were added. */
interface Seen {
  readonly files: number;
  readonly interceptors: readonly {
    readonly call: TSESTree.CallExpression;
    readonly receiver: TSESTree.Node;
    readonly side: "request" | "response";
  }[];
  readonly defaults: readonly {
    readonly assignment: TSESTree.AssignmentExpression;
    readonly receiver: TSESTree.Node;
    readonly option: string;
  }[];
}

const known = new WeakMap<Evaluation, Seen>();

/** The changes of a client of axios that the program makes, as far as they may be of this one. */
export function changesOf(evaluation: Evaluation, module: string, making: Making): InstanceChange[] {
  const { interceptors, defaults } = seenIn(evaluation);
  const isAxios = module === "axios";
  return [
    ...(isAxios
      ? interceptors
          .filter(
            ({ receiver, call, side }) =>
              mayBe(evaluation, receiver, module, making, false) && !isHarmless(evaluation, call, side),
          )
          .map(
            ({ call, side }): InstanceChange => ({
              node: call,
              name: `interceptors.${side}`,
              option: undefined,
              of: side === "response" ? "answer" : "request",
            }),
          )
      : []),
    ...defaults
      .filter(({ receiver }) => mayBe(evaluation, receiver, module, making, true))
      .map(
        ({ assignment, option }): InstanceChange => ({
          node: assignment,
          name: `defaults.${option}`,
          option,
          of: undefined,
        }),
      ),
    ...making.calls.flatMap((call) => handedOver(evaluation, call)),
  ];
}

function seenIn(evaluation: Evaluation): Seen {
  const before = known.get(evaluation);
  if (before?.files === evaluation.files.length) return before;
  const seen: Seen = {
    files: evaluation.files.length,
    interceptors: evaluation.files.flatMap((file) =>
      file.calls.flatMap((call) => {
        const chain = call.type === "CallExpression" ? memberChain(call.callee) : undefined;
        const [holder, side, use] = chain?.path.slice(-3) ?? [];
        if (call.type !== "CallExpression" || holder !== "interceptors" || use !== "use") return [];
        const receiver = objectAt(call.callee, 3);
        return receiver !== undefined && (side === "request" || side === "response")
          ? [{ call, receiver, side }]
          : [];
      }),
    ),
    defaults: evaluation.files.flatMap((file) =>
      file.memberAssignments.flatMap((assignment) => {
        const path = memberChain(assignment.left)?.path ?? [];
        const at = path.indexOf("defaults");
        // got keeps its options in a member of their own.
        const inner = path[at + 1] === "options" ? 2 : 1;
        const option = path[at + inner];
        const receiver = at < 0 ? undefined : objectAt(assignment.left, path.length - at);
        return option === undefined || receiver === undefined ? [] : [{ assignment, receiver, option }];
      }),
    ),
  };
  known.set(evaluation, seen);
  return seen;
}

/** The object that so many members are read from. */
function objectAt(node: TSESTree.Node, depth: number): TSESTree.Node | undefined {
  const inner = peel(node);
  if (depth === 0) return inner;
  return inner.type === "MemberExpression" ? objectAt(inner.object, depth - 1) : undefined;
}

/** Whether an expression may be the client: one that is known to be another is not. */
function mayBe(
  evaluation: Evaluation,
  receiver: TSESTree.Node,
  module: string,
  making: Making,
  isInherited: boolean,
): boolean {
  const isThis = (origin: Origin): boolean => {
    if (origin.path.length > 0 && origin.kind !== "global" && origin.kind !== "import") return true;
    if (origin.kind === "result") {
      const root = rootOrigin(origin);
      // What another module's function gave is unknown; what this module's factory gave is known by its call.
      return root.kind === "import" && root.module === module ? making.calls[0] === origin.call : true;
    }
    if (origin.kind === "import" && origin.module !== module) return origin.module.startsWith(".");
    if (origin.kind === "import" || (origin.kind === "global" && origin.name === module))
      return isInherited || making.calls.length === 0;
    return origin.kind !== "global";
  };
  const origins = originsOf(evaluation.resolver, { node: receiver, callContext: null });
  return origins.length === 0 || origins.some(isThis);
}

/** An interceptor that hands on what it is given, or sets headers. */
function isHarmless(
  evaluation: Evaluation,
  { arguments: given }: TSESTree.CallExpression,
  side: "request" | "response",
): boolean {
  const [onFulfilled, onRejected] = given;
  if (!handsOn(evaluation, onRejected)) return side === "request";
  if (handsOn(evaluation, onFulfilled)) return true;
  return (
    side === "request" &&
    onFulfilled !== undefined &&
    onFulfilled.type !== "SpreadElement" &&
    setHeadersOnly(evaluation, { node: onFulfilled, callContext: null })
  );
}

/** Code that is not seen and is given the instance: `setupCache(api)`, `new MockAdapter(api)`. */
function handedOver(evaluation: Evaluation, made: TSESTree.CallExpression): InstanceChange[] {
  const holder = made.parent;
  const variable =
    holder.type === "VariableDeclarator" && holder.id.type === "Identifier"
      ? evaluation.index.variableOf(holder.id)
      : undefined;
  return (variable?.references ?? []).flatMap(({ identifier }) => {
    const call = identifier.parent;
    if (call.type !== "CallExpression" && call.type !== "NewExpression") return [];
    if (call.callee === identifier) return [];
    return isSeen(evaluation, call)
      ? []
      : [
          {
            node: call,
            name: evaluation.index.textOf(call.callee),
            option: undefined,
            of: undefined,
          },
        ];
  });
}

/** Whether the program's own code is called, or code that is known to leave a client as it is. */
function isSeen(evaluation: Evaluation, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  if (evaluation.scopesEntered(call).length > 0) return true;
  const callee = peel(call.callee);
  if (callee.type === "MemberExpression" && memberName(callee) === "log") return true;
  return originsOf(evaluation.resolver, { node: callee, callContext: null }).every((origin) => {
    const root = rootOrigin(origin);
    return root.kind === "import" && HARMLESS_ADDITIONS.has(root.module);
  });
}
