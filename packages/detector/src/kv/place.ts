import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "./context.js";

/** Where a node stands, as told to somebody who looks at another. */
export function placeOf(context: Context, node: TSESTree.Node, from: TSESTree.Node): string {
  const { line, column } = node.loc.start;
  const file = context.index.fileOf(node);
  const name = file === context.index.fileOf(from) ? undefined : context.nameOf(file);
  return name === undefined ? `line ${line}, column ${column + 1}` : `${name}:${line}:${column + 1}`;
}
