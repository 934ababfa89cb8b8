import type { TSESTree } from "@typescript-eslint/utils";
import type { CallScope, Variable } from "../../syntax/nodes.js";
import { ITSELF, startOf } from "./access-path.js";
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

/** A parameter: of a function, or of a class's constructor for what its instances hold of that. One object for each. */
export interface Passed {
  readonly scope: CallScope;
  readonly place: number;
}

/** What is known of a value at one place. */
export interface State {
  readonly of: Tracked;
  readonly path: AccessPath;
  /**
   * As what a function was passed it (type tracking's call bit), or a class's constructor: what that gives back goes to
   * the calls that passed it in, so that a client's `request(path)` does not make all of its calls matter.
   */
  readonly within: Passed | undefined;
  /** Whether it is the answer of code that is not seen. Once waited for it is data, and evidence of nothing. */
  readonly isAnswer: boolean;
}

/** Where a value is: an expression, a variable, or whatever has a member of a name. */
type Place = TSESTree.Node | Variable | Passed | string;

/** How many paths, and how many functions that were passed it, are told apart at one place: what is added to in a circle has no end. */
const MAX_PATHS = 24;
const MAX_SCOPES = 24;
/** The same of a function that has come to many places: what holds it by then is data that is handed about, and not what calls it. */
const WIDESPREAD = [
  { states: 2_000, paths: 6 },
  { states: 6_000, paths: 1 },
] as const;
/** How many members of one value are told apart, */
const MAX_MEMBERS = 96;
/** and from how many paths on that start with the same one by two members, and by that one alone. */
const FINE_PATHS = 4;
const COARSE_PATHS = 8;

/** What one place has been in. */
interface Seen {
  readonly keys: Set<string>;
  readonly paths: Set<string>;
  /** Those of evidence, by the first member. */
  readonly byMember: Map<string, Set<string>>;
  readonly scopes: Set<Passed | undefined>;
}

/** The states that each place has been in: every one is followed once, and there are few, so that tracking ends. */
export class Visited {
  private readonly states = new Map<Place, Map<Tracked, Seen>>();
  private readonly numbers = new Map<Passed | undefined, number>([[undefined, 0]]);
  private readonly counts = new Map<Tracked, number>();

  /** Notes a state; the state to follow, if it is news: the more a place has, the less is told apart. */
  add(place: Place, state: State): State | undefined {
    const seen = this.seenAt(place, state.of);
    if (this.covers(seen.keys, state)) return undefined;
    const count = this.counts.get(state.of) ?? 0;
    this.counts.set(state.of, count + 1);
    const followed = coarser(state, seen, count);
    if (followed !== state && this.covers(seen.keys, followed)) return undefined;
    const path = followed.path.join(".");
    seen.keys.add(this.keyOf(followed, path));
    seen.paths.add(path);
    const first = startOf(followed.path, 1).join(".");
    seen.byMember.set(first, (seen.byMember.get(first) ?? new Set()).add(path));
    seen.scopes.add(followed.within);
    return followed;
  }

  private seenAt(place: Place, of: Tracked): Seen {
    let ofPlace = this.states.get(place);
    if (ofPlace === undefined) this.states.set(place, (ofPlace = new Map<Tracked, Seen>()));
    let seen = ofPlace.get(of);
    if (seen === undefined)
      ofPlace.set(of, (seen = { keys: new Set(), paths: new Set(), byMember: new Map(), scopes: new Set() }));
    return seen;
  }

  /** Whether a place has a state already, or evidence of which it is a part. */
  private covers(keys: ReadonlySet<string>, state: State): boolean {
    if (keys.size === 0) return false;
    if (state.of !== "evidence") return keys.has(this.keyOf(state, state.path.join(".")));
    const { within, isAnswer } = state;
    for (let length = 0, path = ""; length <= state.path.length; length += 1) {
      if (keys.has(this.keyOf({ within, isAnswer: false }, path))) return true;
      if (isAnswer && keys.has(this.keyOf(state, path))) return true;
      if (within !== undefined && keys.has(this.keyOf({ within: undefined, isAnswer: false }, path)))
        return true;
      if (within !== undefined && isAnswer && keys.has(this.keyOf({ within: undefined, isAnswer }, path)))
        return true;
      path = length === 0 ? (state.path[0] ?? "") : `${path}.${state.path[length] ?? ""}`;
    }
    return false;
  }

  private keyOf({ within, isAnswer }: Pick<State, "within" | "isAnswer">, path: string): string {
    let number = this.numbers.get(within);
    if (number === undefined) this.numbers.set(within, (number = this.numbers.size));
    return `${number}${isAnswer ? "?" : "."}${path}`;
  }
}

/** A state of a place that has been in a number of others. Evidence that lies deep is taken for more of what holds it. */
function coarser(state: State, seen: Seen, count: number): State {
  const path = coarserPath(state, seen, count);
  const isCrowded = seen.scopes.size >= MAX_SCOPES && !seen.scopes.has(state.within);
  const within = isCrowded ? undefined : state.within;
  return path === state.path && within === state.within ? state : { ...state, path, within };
}

function coarserPath({ of, path }: State, { paths, byMember }: Seen, count: number): AccessPath {
  if (of !== "evidence") {
    const most = WIDESPREAD.findLast(({ states }) => count >= states)?.paths ?? MAX_PATHS;
    return paths.size < most ? path : ITSELF;
  }
  if (byMember.size >= MAX_MEMBERS) return startOf(path, 0);
  const like = byMember.get(startOf(path, 1).join("."))?.size ?? 0;
  return like < FINE_PATHS ? path : startOf(path, like < COARSE_PATHS ? 2 : 1);
}
