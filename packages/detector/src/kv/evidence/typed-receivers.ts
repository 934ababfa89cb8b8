import type { TSESTree } from "@typescript-eslint/utils";
import { originsOf } from "../../eval/origin.js";
import { memberName, peel } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { BINDING_METHOD, BINDING_READERS } from "../vocabulary.js";
import { keptBindingAt, keptBindings } from "./kept-bindings.js";
import { isAnnotatedBinding, isTold } from "./bindings.js";

/**
 * Finds the calls on bindings to which evidence does not lead, by what the receiver's type is: by annotations, `lazy.value`
 * of `const lazy = later<KvNamespace>(…)`, or as TypeScript knows it, where it is at hand: what a generic function or a
 * type guard gives, `pick("SESSIONS").put(key, text)`.
 */
export class TypedReceivers {
  private readonly context: Context;
  private readonly asked = new Set<TSESTree.CallExpression>();

  constructor(context: Context) {
    this.context = context;
  }

  /** Makes evidence of the receivers that are bindings by their types. */
  track(): void {
    const { context } = this;
    const { isBindingTypeNamed } = context;
    if (!isBindingTypeNamed && keptBindings(context).size === 0) return;
    for (const call of context.unreachedCalls) {
      if (this.asked.has(call)) continue;
      this.asked.add(call);
      const receiver = receiverOf(call);
      if (receiver === undefined) continue;
      if (keptBindingAt(context, receiver) !== undefined) context.tracker.evidence(receiver);
      if (!isBindingTypeNamed) continue;
      const isBinding =
        isAnnotatedBinding(context, receiver) ||
        (!this.isKnown(call, receiver) && context.isTypedBinding(receiver) === true);
      if (isBinding) context.tracker.evidence(receiver);
    }
  }

  /** Whether it is no binding by what the file itself says: to load a compiler takes long. */
  private isKnown({ callee }: TSESTree.CallExpression, receiver: TSESTree.Node): boolean {
    const { resolver } = this.context;
    const origins = originsOf(resolver, { node: receiver, callContext: null });
    const isOther = origins.some(
      (origin) =>
        (origin.kind === "import" && origin.path.length === 0) ||
        (origin.kind === "instance" && origin.of.kind === "global") ||
        (origin.kind === "global" && origin.path.length > 0),
    );
    return isOther || isTold(this.context, { node: callee, callContext: null });
  }
}

/** What a method called like one of a binding is called on, with as many arguments as it takes. */
function receiverOf({ callee, arguments: args }: TSESTree.CallExpression): TSESTree.Node | undefined {
  const member = peel(callee);
  if (member.type !== "MemberExpression" || member.object.type === "Super") return undefined;
  const name = memberName(member) ?? "";
  const isWrite = name === BINDING_METHOD && args.length >= 2 && args.length <= 3;
  const isRead = BINDING_READERS.has(name) && args.length >= 1 && args.length <= 2;
  return isWrite || isRead ? member.object : undefined;
}
