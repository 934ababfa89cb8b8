import type { TSESTree } from "@typescript-eslint/utils";
import type { Variable } from "../syntax/nodes.js";
import type { AbstractValue } from "./call-context.js";
import { contains } from "../syntax/nodes.js";

/** Whether a parameter gets another value than what it is called with. */
export const isReassigned = (variable: Variable): boolean =>
  variable.references.some((reference) => reference.isWrite() && reference.init !== true);

/** Abstract values of which only one is meant at a time, and it can't be told which. */
export const unsure = (values: readonly AbstractValue[]): AbstractValue[] =>
  values.map((value) => ({ ...value, isUnsure: true }));

/**
 * Abstract values of a node that chooses between values. One that is written in the node itself is chosen at some
 * time; one from elsewhere may be just what the choice is to keep out: `key.includes(":") ? fix(key) : key`.
 */
export const unsureOutside = (node: TSESTree.Node, values: readonly AbstractValue[]): AbstractValue[] =>
  values.map((value) => (contains(node, value.node) ? value : { ...value, isUnsure: true }));

/**
 * The abstract values of which a member can be read: `let http = null; … http = axios.create()` is the client where
 * `http.put` is called, or the call throws.
 */
export function withoutNullish(values: readonly AbstractValue[]): readonly AbstractValue[] {
  const others = values.filter((value) => !isNullish(value));
  return others.length > 0 ? others : values;
}

const isNullish = ({ node, path }: AbstractValue): boolean =>
  path.length === 0 &&
  ((node.type === "Literal" && node.value === null && node.raw === "null") ||
    (node.type === "Identifier" && node.name === "undefined"));
