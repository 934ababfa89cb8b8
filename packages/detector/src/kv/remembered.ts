import type { TSESTree } from "@typescript-eslint/utils";
import type { CallContext } from "../eval/call-context.js";
import { Answers } from "../eval/memo.js";
import type { CallScope } from "../syntax/nodes.js";
import type { Context } from "./context.js";

/** A question about a call, looked at in a call context. */
type Question<T> = (
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
) => T | undefined;

/** The same question, answered once: writes, reads and calls of all kinds ask what a call is. */
export function remembered<T>(ask: Question<T>): Question<T> {
  const known = new WeakMap<Context, Answers<CallContext | null, CallScope, T | undefined>>();
  return (context, call, callContext) => {
    const answers = known.get(context) ?? new Answers();
    known.set(context, answers);
    return context.resolver.remember(answers, { node: call, callContext }, undefined, () =>
      ask(context, call, callContext),
    );
  };
}
