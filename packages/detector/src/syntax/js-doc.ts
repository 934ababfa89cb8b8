import type { TSESTree } from "@typescript-eslint/utils";
import type { Variable } from "./nodes.js";
import { isFunction, selfAndAncestors } from "./nodes.js";
import type { SourceIndex } from "./source-index.js";

/** Whether `@param {number} name` declares a parameter, and not as one that may be left out. */
export function isNumberByJsDoc(index: SourceIndex, variable: Variable): boolean {
  const definition = variable.defs[0];
  if (definition?.type !== "Parameter" || !isFunction(definition.node)) return false;
  const doc = docOf(index, definition.node);
  return [...doc.matchAll(/@param\s+\{\s*number\s*\}\s+([\w$]+)(?![\w$.[])/g)].some(
    ([, name]) => name === variable.name,
  );
}

/** What a function may stand in below its comment: `export const put = async () => …`, `exports.put = function …`. */
const HOLDERS =
  /^(VariableDeclarator|VariableDeclaration|Export(Named|Default)Declaration|AssignmentExpression|ExpressionStatement|MethodDefinition|Property|PropertyDefinition)$/;

const docOf = (index: SourceIndex, fn: TSESTree.Node): string => docCommentOf(index, fn)?.value ?? "";

/** The JSDoc above a function. */
export function docCommentOf(index: SourceIndex, fn: TSESTree.Node): TSESTree.Comment | undefined {
  const { text, ast } = index.fileOf(fn).file;
  for (const node of selfAndAncestors(fn)) {
    if (node !== fn && !HOLDERS.test(node.type)) break;
    const comment = (ast.comments ?? []).findLast(({ range }) => range[1] <= node.range[0]);
    if (comment?.value.startsWith("*") === true && text.slice(comment.range[1], node.range[0]).trim() === "")
      return comment;
  }
  return undefined;
}
