import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { contains, enclosingFunction, peel, selfAndAncestors } from "../../syntax/nodes.js";
import type { Variable } from "../../syntax/nodes.js";
import type { TextEdit } from "../../syntax/text/edits.js";
import { isPure } from "../source-text.js";

/** The object of a write in a variable that nothing but the write uses. */
export interface OnceUsed {
  /** What the variable is given: the parts of the envelope stand there. */
  readonly init: TSESTree.Node;
  /** Takes the variable's declaration away; `undefined` where its parts must be evaluated where they stand. */
  readonly removal: TextEdit | undefined;
}

/**
 * `const payload = { value, expiration_ttl: ttl }; put(key, payload)`: the object, if `payload` is used once and as it is.
 * @param takes whether a type that is declared for the variable takes what becomes of the object; left out, none does
 */
export function onceUsed(
  context: Context,
  use: TSESTree.Node,
  takes: (type: TSESTree.TypeNode) => boolean = () => false,
): OnceUsed | undefined {
  const variable = use.type === "Identifier" ? context.index.variableOf(use) : undefined;
  const [definition, ...others] = variable?.defs ?? [];
  if (variable === undefined || definition?.type !== "Variable" || others.length > 0) return undefined;
  const { id, init, parent } = definition.node;
  const isPlain =
    id.type === "Identifier" &&
    init !== null &&
    (!id.typeAnnotation || takes(id.typeAnnotation.typeAnnotation));
  const isOnce =
    variable.references.length === 2 &&
    variable.references.every(({ init: isInit, identifier }) => isInit === true || identifier === use);
  if (!isPlain || !isOnce || parent.parent.type === "ExportNamedDeclaration") return undefined;
  // An object that is made once, and sent again and again, would keep the time of the first.
  if (enclosingFunction(init) !== enclosingFunction(use) || isInLoopOf(use, parent)) return undefined;
  return { init, removal: removalOf(context, parent, use, init) };
}

/** Whether a use is repeated where its declaration is not. */
function isInLoopOf(use: TSESTree.Node, declaration: TSESTree.Node): boolean {
  for (const current of selfAndAncestors(use)) {
    if (contains(current, declaration)) return false;
    if (/^(?:For(?:Of|In)?|While|DoWhile)Statement$/.test(current.type)) return true;
  }
  return false;
}

/** The declaration can go where the next statement is the one that uses it, and nothing that happens before the use matters to it. */
function removalOf(
  context: Context,
  declaration: TSESTree.VariableDeclaration,
  use: TSESTree.Node,
  init: TSESTree.Node,
): TextEdit | undefined {
  const block = declaration.parent;
  if (declaration.declarations.length > 1 || block.type !== "BlockStatement") return undefined;
  const next = block.body[block.body.indexOf(declaration) + 1];
  if (next === undefined || !contains(next, use)) return undefined;
  const { ast } = context.index.fileOf(declaration).file;
  const isCommented = (ast.comments ?? []).some(
    ({ range }) => range[0] >= declaration.range[0] && range[1] <= next.range[0],
  );
  if (isCommented || !isPure(context, init) || !isSettled(context, init)) return undefined;
  return { start: declaration.range[0], end: next.range[0], text: "" };
}

/** Whether all names in an expression keep what they stand for. */
function isSettled(context: Context, node: TSESTree.Node): boolean {
  const inner = peel(node);
  if (inner.type === "Identifier") {
    const variable = context.index.variableOf(inner);
    return variable === undefined || !isRewritten(variable);
  }
  return context.index.childrenOf(node).every((child) => isSettled(context, child));
}

const isRewritten = (variable: Variable): boolean =>
  variable.references.some((reference) => reference.isWrite() && reference.init !== true);
