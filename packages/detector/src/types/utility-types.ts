import type { TSESTree } from "@typescript-eslint/utils";

/** How many types within types are looked through: some refer to themselves. */
export const MAX_DEPTH = 10;

/** Generic types of the language that stand for what they are given. */
export const TRANSPARENT: ReadonlySet<string> = new Set([
  "Readonly",
  "Required",
  "Partial",
  "NonNullable",
  "Awaited",
  "Promise",
]);

/** Keep some of their argument's members: still that type as far as its origin goes. */
export const NARROWING: ReadonlySet<string> = new Set(["Pick", "Omit"]);

/** Whether a type says nothing of what it is given to. */
export const isAnything = ({ type }: TSESTree.TypeNode): boolean =>
  type === "TSAnyKeyword" || type === "TSUnknownKeyword";
