import type { TSESTree } from "@typescript-eslint/utils";
import type { FunctionNode } from "./nodes.js";
import type { SourceIndex } from "./source-index.js";

/** Where a function is handed on: where it is written, and where its name is. */
export function placesOf(index: SourceIndex, fn: FunctionNode): TSESTree.Node[] {
  const id =
    fn.type === "FunctionDeclaration"
      ? fn.id
      : fn.parent.type === "VariableDeclarator" && fn.parent.id.type === "Identifier"
        ? fn.parent.id
        : null;
  const variable = id === null ? undefined : index.variableOf(id);
  return [fn, ...(variable?.references ?? []).map(({ identifier }) => identifier)];
}
