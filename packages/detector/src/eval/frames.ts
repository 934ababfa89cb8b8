import type { TSESTree } from "@typescript-eslint/utils";
import type { CallNode, CallScope } from "../syntax/file-index.js";

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
