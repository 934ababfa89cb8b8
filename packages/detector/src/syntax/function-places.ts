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

/** The pattern that takes up an argument, and the argument's position in what a rest parameter collects. */
export function parameterAt(
  { params }: FunctionNode,
  position: number,
): { readonly target: TSESTree.Node; readonly element: number | undefined } | undefined {
  const parameter = params[position];
  const last = params.at(-1);
  if (parameter !== undefined && parameter.type !== "RestElement")
    return {
      target: parameter.type === "TSParameterProperty" ? parameter.parameter : parameter,
      element: undefined,
    };
  return last?.type === "RestElement"
    ? { target: last.argument, element: position - params.length + 1 }
    : undefined;
}
