import type { TSESTree } from "@typescript-eslint/utils";
import type { CallScope, FunctionNode, Variable } from "../../syntax/nodes.js";
import { ITSELF } from "./access-path.js";
import type { AccessPath } from "./access-path.js";

/** What is tracked. */
export type Tracked =
  /** Evidence of the service. */
  | "evidence"
  /** A function or class whose callers are looked for: by the names under which it is kept, whatever keeps it. */
  | Kept
  /** A function or class that other files may call: by the paths that lead to it, so that only those matter which have it. */
  | Exposed;

export interface Kept {
  readonly kind: "kept";
  readonly scope: CallScope;
}

export interface Exposed {
  readonly kind: "exposed";
  readonly scope: CallScope;
}

/** What is known of a value at one place. */
export interface State {
  readonly of: Tracked;
  readonly path: AccessPath;
  /**
   * The function that was passed it (type tracking's call bit): what the function gives back goes to the calls that
   * passed it in, so that a client's `request(path)` does not make all of its calls matter.
   */
  readonly within: FunctionNode | undefined;
  /** Whether it is the answer of code that is not seen. Once waited for it is data, and evidence of nothing. */
  readonly isAnswer: boolean;
}

/** Where a value is: an expression, a variable, or whatever has a member of a name. */
type Place = TSESTree.Node | Variable | string;

/** How many states of one place are told apart. What is added to it in a circle has no end of its own. */
const MAX_STATES = 24;

/** The states that each place has been in: every one is followed once, and there are few, so that tracking ends. */
export class Visited {
  private readonly states = new Map<Place, Map<Tracked, Set<string>>>();
  private readonly numbers = new Map<FunctionNode | undefined, number>();

  /** Notes a state; the state to follow, if it is news: a place with too many is taken for what is tracked itself. */
  add(node: Place, state: State): State | undefined {
    let ofNode = this.states.get(node);
    if (ofNode === undefined) this.states.set(node, (ofNode = new Map<Tracked, Set<string>>()));
    let keys = ofNode.get(state.of);
    if (keys === undefined) ofNode.set(state.of, (keys = new Set<string>()));
    const followed = keys.size < MAX_STATES ? state : { ...state, path: ITSELF, within: undefined };
    const key = this.keyOf(followed);
    if (keys.has(key)) return undefined;
    keys.add(key);
    return followed;
  }

  private keyOf({ path, within, isAnswer }: State): string {
    let number = this.numbers.get(within);
    if (number === undefined) this.numbers.set(within, (number = this.numbers.size));
    return `${number}${isAnswer ? "?" : "."}${path.join(".")}`;
  }
}
