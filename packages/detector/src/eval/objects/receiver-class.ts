import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction, peel, thisOwner } from "../../syntax/nodes.js";
import type { CallContext } from "../call-context.js";

/**
 * The class whose method called a method of its base class on `this`: of what `Telnyx extends Base` calls by
 * `this.send(…)`, `this.url` in `Base#send` is Telnyx's own, and not that of another class that extends the base.
 * @param extending the classes that extend a class
 * @returns `undefined` where the calls that are known don't tell
 */
export function receiverClass(
  owner: TSESTree.ClassBody,
  callContext: CallContext | null,
  extending: (owner: TSESTree.ClassBody) => readonly TSESTree.ClassBody[],
): TSESTree.ClassBody | undefined {
  for (let current = callContext; current !== null; current = current.closure) {
    if (!isFunction(current.fn) || thisOwner(current.fn.body) !== owner) continue;
    const caller = callerOnThis(current);
    if (caller === undefined) return undefined;
    const isNarrower = caller !== owner && extending(owner).includes(caller);
    // Further out another method of the same object may have called that one.
    return receiverClass(caller, current.outer, extending) ?? (isNarrower ? caller : undefined);
  }
  return undefined;
}

/** The class in whose method a call context's call of `this.method(…)` or `super.method(…)` stands. */
function callerOnThis({ call }: CallContext): TSESTree.ClassBody | undefined {
  const callee = call === undefined ? undefined : peel(call.callee);
  if (callee?.type !== "MemberExpression") return undefined;
  const receiver = peel(callee.object);
  if (receiver.type !== "ThisExpression" && receiver.type !== "Super") return undefined;
  const owner = thisOwner(receiver);
  return owner?.type === "ClassBody" ? owner : undefined;
}
