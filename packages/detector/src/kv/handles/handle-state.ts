import { memberName } from "../../syntax/nodes.js";
import type { CallNode, FunctionNode } from "../../syntax/nodes.js";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { rowsOfMethod } from "../../flow/steps/built-ins.js";
import type { Row } from "../../flow/steps/rows.js";
import type { Handle } from "./handle.js";

/** What is followed: a handle, and where it lies in what was made around it (`{ kv: env.SESSIONS }`: `kv`). */
export interface State {
  readonly handle: Handle;
  readonly path: readonly string[];
}

/** How deep a handle may lie in objects and arrays made around it. */
export const MAX_DEPTH = 4;

/** In a path: what a function gives. */
export const CALL = "()";

/** What calls the function that it is given first. */
export const CALLING: ReadonlySet<string> = new Set(["Reflect.apply", "Promise.try"]);

/** `ready.then(() => env.SESSIONS)`, of whatever promise. */
export function rowsOfChain({ callee }: CallNode, { path }: State): readonly Row[] | undefined {
  const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
  return path[0] === CALL && name !== undefined ? rowsOfMethod("promise", name) : undefined;
}

export const isGetter = ({ parent }: FunctionNode): boolean =>
  parent.type === "Property" && parent.kind === "get";

export const isIndex = (step: string): boolean => step === ANY_MEMBER || /^\d+$/.test(step);

export const around = (step: string, state: State): State => ({ ...state, path: [step, ...state.path] });

export const inside = (state: State): State => ({ ...state, path: state.path.slice(1) });

/** Members of a collection that say how much is in it, and give nothing of it. */
export const COUNTS: ReadonlySet<string> = new Set(["size", "length"]);
