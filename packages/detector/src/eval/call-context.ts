import type { TSESTree } from "@typescript-eslint/utils";
import { contains } from "../syntax/nodes.js";
import type { CallNode, CallScope } from "../syntax/nodes.js";

/** A call of a function of the program, or of a class: what its parameters are bound to while its body is looked at. */
export interface CallContext {
  readonly fn: CallScope;
  /** `undefined` for an instance that nobody in the program makes. */
  readonly call: CallNode | undefined;
  readonly args: readonly Bound[];
  /** The call context through which the call itself is looked at. */
  readonly outer: CallContext | null;
  /** The call context in which the function was created (its closure), or the instance that a method is of. */
  readonly closure: CallContext | null;
}

/** A node, together with the calls through which it is looked at. */
export interface Bound {
  readonly node: TSESTree.Node;
  readonly callContext: CallContext | null;
}

/** A type that the source declares for a value on its way: by an annotation, a cast, a return type. */
interface DeclaredType {
  readonly type: TSESTree.TypeNode;
  /** How many members had been read from the abstract value there. */
  readonly depth: number;
}

/** Where following ends: an expression that says nothing more, and the property path read from it. */
export interface AbstractValue extends Bound {
  readonly path: readonly string[];
  readonly declared?: readonly DeclaredType[];
  /** Whether it need not be what is used here: the variable gets another value, too, or a condition looked at it. */
  readonly isUnsure?: boolean;
}

/** Whether a call context was entered through a call: entering through it again is recursion, which tells nothing new. */
export function isEnteredThrough(callContext: CallContext | null, call: CallNode): boolean {
  for (let current = callContext; current !== null; current = current.outer)
    if (current.call === call) return true;
  return false;
}

/** The call context of the instance that `this` is in a method of a class, as the most derived class made it. */
export function contextOfInstance(
  owner: TSESTree.ClassBody,
  callContext: CallContext | null,
): CallContext | undefined {
  for (let current = callContext; current !== null; current = current.closure) {
    if (current.fn !== owner) continue;
    let instance = current;
    while (instance.closure?.fn.type === "ClassBody" && extendsDirectly(instance.closure.fn, instance))
      instance = instance.closure;
    return instance;
  }
  return undefined;
}

/** Whether a base class's call context was made for an instance of the class around it. */
const extendsDirectly = (derived: TSESTree.ClassBody, base: CallContext): boolean =>
  base.call === base.closure?.call || (base.call !== undefined && contains(derived, base.call));

/** The calls through which a call context was entered, innermost first. */
export function callsOf(callContext: CallContext): TSESTree.CallExpression[] {
  const outer = callContext.outer === null ? [] : callsOf(callContext.outer);
  return callContext.call?.type === "CallExpression" ? [callContext.call, ...outer] : outer;
}
