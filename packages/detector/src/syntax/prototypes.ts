import type { TSESTree } from "@typescript-eslint/utils";
import { describedBy } from "./given-members.js";
import { isFunction, memberChain, thisFunction, thisOwner } from "./nodes.js";
import type { FunctionNode, Variable } from "./nodes.js";

type VariableOf = (identifier: TSESTree.Node) => Variable | undefined;

/** What makes instances in older JavaScript: a function that is called with `new`, or a class that is given a method later. */
export type Maker = FunctionNode | TSESTree.ClassBody;

/** The same as what an expression stands for; `isMade` where that is an instance of it. */
export interface MakerSeen {
  readonly maker: Maker;
  readonly isMade: boolean;
}

/**
 * What makes the instances that `this` is, in a method that is put on a prototype: `Kv.prototype.put = function () { this.… }`,
 * `Kv.prototype[verb] = …`, `Kv.prototype = { put() { this.… } }`, `Object.assign(Kv.prototype, { put() { this.… } })`.
 * Also through a name for the prototype, as compilers have it.
 */
export function makerOfThis(variableOf: VariableOf, node: TSESTree.Node): Maker | undefined {
  const owner = thisOwner(node);
  if (owner?.type === "ClassBody") return undefined;
  const method = owner ?? thisFunction(node);
  const holder = method === undefined ? undefined : holderOf(method);
  if (method === undefined || holder === undefined) return undefined;
  const chain = memberChain(holder);
  if (chain?.root.type !== "Identifier") return undefined;
  const { path } = chain;
  const variable = variableOf(chain.root);
  if (path.length === 1 && path[0] === "prototype") return makerNamed(variable);
  const alias = path.length === 0 ? initialiserOf(variable) : undefined;
  const of = alias === undefined ? undefined : memberChain(alias);
  return of?.root.type === "Identifier" && of.path.length === 1 && of.path[0] === "prototype"
    ? makerNamed(variableOf(of.root))
    : undefined;
}

/** The object that a method, or an object of methods, is given to. */
function holderOf(method: TSESTree.ObjectExpression | FunctionNode): TSESTree.Node | undefined {
  const { parent } = method;
  if (parent.type === "AssignmentExpression" && parent.right === method && parent.operator === "=") {
    if (method.type === "ObjectExpression") return parent.left;
    return parent.left.type === "MemberExpression" ? parent.left.object : undefined;
  }
  const described = describedObjectOf(method);
  if (described !== undefined) return described;
  if (parent.type !== "CallExpression" || method.type !== "ObjectExpression") return undefined;
  const callee = memberChain(parent.callee);
  const isAssign =
    callee?.root.type === "Identifier" && callee.root.name === "Object" && callee.path.join() === "assign";
  return isAssign && parent.arguments[0] !== method ? parent.arguments[0] : undefined;
}

/** `Object.defineProperty(Kv.prototype, "put", { value() { this.… } })` */
function describedObjectOf(method: TSESTree.ObjectExpression | FunctionNode): TSESTree.Node | undefined {
  if (method.type !== "ObjectExpression") return describedBy(method)?.object;
  for (const property of method.properties) {
    const described = property.type === "Property" ? describedBy(property.value) : undefined;
    if (described !== undefined) return described.object;
  }
  return undefined;
}

function makerNamed(variable: Variable | undefined): Maker | undefined {
  const node = variable?.defs[0]?.node;
  if (node?.type === "ClassDeclaration") return node.body;
  if (node?.type === "FunctionDeclaration") return node;
  const made = initialiserOf(variable);
  if (made === undefined) return undefined;
  return made.type === "ClassExpression" ? made.body : isFunction(made) ? made : undefined;
}

function initialiserOf(variable: Variable | undefined): TSESTree.Expression | undefined {
  const definition = variable?.defs[0];
  return definition?.type === "Variable" && definition.node.id === definition.name
    ? (definition.node.init ?? undefined)
    : undefined;
}
