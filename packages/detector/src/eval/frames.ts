import type { TSESTree } from "@typescript-eslint/utils";
import { contains } from "../syntax/nodes.js";
import type { CallNode, CallScope } from "../syntax/nodes.js";

/** A call of a function of the program, or of a class: what its parameters are bound to while its body is looked at. */
export interface Frame {
  readonly fn: CallScope;
  /** `undefined` for an instance that nobody in the program makes. */
  readonly call: CallNode | undefined;
  readonly args: readonly Bound[];
  /** The frame through which the call itself is looked at. */
  readonly outer: Frame | null;
  /** The frame in which the function was created (its closure), or the instance that a method is of. */
  readonly closure: Frame | null;
}

/** A node, together with the calls through which it is looked at. */
export interface Bound {
  readonly node: TSESTree.Node;
  readonly frame: Frame | null;
}

/** A type that the source declares for a value on its way: by an annotation, a cast, a return type. */
interface DeclaredType {
  readonly type: TSESTree.TypeNode;
  /** How many members had been read from the leaf there. */
  readonly depth: number;
}

/** Where following ends: an expression that says nothing more, and the property path read from it. */
export interface Leaf extends Bound {
  readonly path: readonly string[];
  readonly declared?: readonly DeclaredType[];
  /** Whether it need not be what is used here: the variable gets another value, too, or a condition looked at it. */
  readonly isUnsure?: boolean;
}

/** Whether a frame was entered through a call: entering through it again is recursion, which tells nothing new. */
export function isEnteredThrough(frame: Frame | null, call: CallNode): boolean {
  for (let current = frame; current !== null; current = current.outer) if (current.call === call) return true;
  return false;
}

/** The frame of the instance that `this` is in a method of a class, as the most derived class made it. */
export function instanceFrame(owner: TSESTree.ClassBody, frame: Frame | null): Frame | undefined {
  for (let current = frame; current !== null; current = current.closure) {
    if (current.fn !== owner) continue;
    let instance = current;
    while (instance.closure?.fn.type === "ClassBody" && extendsDirectly(instance.closure.fn, instance))
      instance = instance.closure;
    return instance;
  }
  return undefined;
}

/** Whether a base class's frame was made for an instance of the class around it. */
const extendsDirectly = (derived: TSESTree.ClassBody, base: Frame): boolean =>
  base.call === base.closure?.call || (base.call !== undefined && contains(derived, base.call));

/** The calls through which a frame was entered, innermost first. */
export function callsOf(frame: Frame): TSESTree.CallExpression[] {
  const outer = frame.outer === null ? [] : callsOf(frame.outer);
  return frame.call?.type === "CallExpression" ? [frame.call, ...outer] : outer;
}
