import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { contains, enclosingFunction, selfAndAncestors, staticName, thisOwner } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import type { KeyRequest } from "../../kv/requests/key-request.js";
import { isPure } from "../source-text.js";
import { layoutAt } from "../layout.js";
import { keyRequestAt } from "../../kv/requests/requests.js";
import { isTopOfModule } from "../../syntax/text/script-blocks.js";
import { isText } from "../../eval/text/static-text.js";

/** `onExpired: () => kvDelete(key)`, where the file has a function that deletes a key of the read's store. */
export function deleterFor(context: Context, read: TSESTree.CallExpression): string | undefined {
  const request = keyRequestAt(context, read, null);
  const key = request === undefined ? undefined : parameterKey(context, request, read);
  if (request === undefined || key === undefined) return undefined;
  for (const call of context.candidates) {
    const deletion = keyRequestAt(context, call, null);
    if (
      deletion?.methods.includes("DELETE") !== true ||
      deletion.store.namespace?.text !== request.store.namespace?.text
    )
      continue;
    const fn = enclosingFunction(call);
    if (fn === undefined || parameterKey(context, deletion, call) === undefined || fn.params.length !== 1)
      continue;
    if (contains(fn, read) || !deletesOnly(context, fn, call)) continue;
    const name = nameFrom(read, fn);
    const { isFifthEdition, semicolon } = layoutAt(context, read);
    if (name !== undefined)
      return isFifthEdition
        ? `onExpired: function () { return ${name}(${key})${semicolon} }`
        : `onExpired: () => ${name}(${key})`;
  }
  return undefined;
}

/** Whether a function always makes one request and does nothing else: what it logs, or reads before, is not done for an expiry. */
function deletesOnly(context: Context, fn: FunctionNode, deletion: TSESTree.CallExpression): boolean {
  for (const around of selfAndAncestors(deletion)) {
    if (around === fn) break;
    if (CHOICES.test(around.type)) return false;
  }
  const isOther = (node: TSESTree.Node): boolean => {
    if (contains(deletion, node) || node.type === "ThrowStatement") return false;
    if (node.type === "AssignmentExpression" || node.type === "UpdateExpression") return true;
    if (node.type === "CallExpression" && !contains(node, deletion) && !isPure(context, node)) return true;
    return context.index.childrenOf(node).some(isOther);
  };
  return !isOther(fn.body);
}

/** What does not always run all of its parts. */
const CHOICES =
  /^(?:IfStatement|ConditionalExpression|LogicalExpression|SwitchCase|CatchClause|(?:For|ForOf|ForIn|While|DoWhile)Statement)$/;

/** The enclosing function's parameter that is the whole key. */
function parameterKey(
  context: Context,
  request: KeyRequest,
  call: TSESTree.CallExpression,
): string | undefined {
  const [pattern] = request.store.keys;
  const [only, ...others] = pattern ?? [];
  if (only === undefined || isText(only) || others.length > 0 || only.path.length > 0) return undefined;
  if (only.node.type !== "Identifier") return undefined;
  const definition = context.index.variableOf(only.node)?.defs[0];
  return definition?.type === "Parameter" && definition.node === enclosingFunction(call)
    ? only.node.name
    : undefined;
}

/** How a function is called from where a node stands. */
function nameFrom(node: TSESTree.Node, fn: FunctionNode): string | undefined {
  if (fn.type === "FunctionDeclaration")
    return isTopOfModule(fn.parent) || fn.parent.type === "ExportNamedDeclaration" ? fn.id?.name : undefined;
  const holder = fn.parent;
  if (holder.type === "VariableDeclarator" && holder.id.type === "Identifier") {
    const home = holder.parent.parent;
    return isTopOfModule(home) || home.type === "ExportNamedDeclaration" ? holder.id.name : undefined;
  }
  const owner = thisOwner(node);
  if (
    holder.type === "MethodDefinition" &&
    owner !== undefined &&
    holder.parent === owner &&
    !holder.static
  ) {
    const name = staticName(holder);
    return name === undefined ? undefined : `this.${name}`;
  }
  return undefined;
}
