import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { ParsedFile } from "./api.js";

export type Variable = TSESLint.Scope.Variable;
export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

const isNode = (value: unknown): value is TSESTree.Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

export const isFunction = (node: TSESTree.Node): node is FunctionNode =>
  node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";

/** One walk over a file's AST: parent pointers, the calls, and which variable an identifier means. */
export class FileIndex {
  readonly file: ParsedFile;
  readonly calls: TSESTree.CallExpression[] = [];
  readonly imports: TSESTree.ImportDeclaration[] = [];
  readonly returns = new Map<FunctionNode, TSESTree.Expression[]>();
  private readonly variables = new Map<TSESTree.Node, Variable>();
  private readonly scopes = new Map<TSESTree.Node, TSESLint.Scope.Scope>();

  constructor(file: ParsedFile) {
    this.file = file;
    this.walk(file.ast, undefined, undefined);
    for (const scope of file.scopeManager.scopes) {
      if (!this.scopes.has(scope.block)) this.scopes.set(scope.block, scope);
      for (const variable of scope.variables) {
        for (const identifier of variable.identifiers) this.variables.set(identifier, variable);
      }
      for (const reference of scope.references) {
        if (reference.resolved !== null) this.variables.set(reference.identifier, reference.resolved);
      }
    }
  }

  private walk(node: TSESTree.Node, parent: TSESTree.Node | undefined, enclosing: FunctionNode | undefined): void {
    // ESLint has set the parents already; the parser alone has not.
    if (parent !== undefined) node.parent ??= parent;
    if (node.type === "CallExpression") this.calls.push(node);
    else if (node.type === "ImportDeclaration") this.imports.push(node);
    else if (node.type === "ReturnStatement" && node.argument !== null && enclosing !== undefined) {
      this.addReturn(enclosing, node.argument);
    }
    const inner = isFunction(node) ? node : enclosing;
    if (node.type === "ArrowFunctionExpression" && node.body.type !== "BlockStatement") this.addReturn(node, node.body);
    for (const key of this.file.visitorKeys[node.type] ?? []) {
      const child: unknown = Reflect.get(node, key);
      if (Array.isArray(child)) {
        for (const item of child) if (isNode(item)) this.walk(item, node, inner);
      } else if (isNode(child)) this.walk(child, node, inner);
    }
  }

  private addReturn(fn: FunctionNode, value: TSESTree.Expression): void {
    const known = this.returns.get(fn);
    if (known === undefined) this.returns.set(fn, [value]);
    else known.push(value);
  }

  /** The variable that an identifier (use or declaration) means; `undefined` for globals and property names. */
  variableOf(identifier: TSESTree.Node): Variable | undefined {
    const variable = this.variables.get(identifier);
    // ESLint adds configured globals as variables without a definition.
    return variable === undefined || variable.defs.length === 0 ? undefined : variable;
  }

  /** The innermost scope around a node. */
  scopeOf(node: TSESTree.Node): TSESLint.Scope.Scope | null {
    for (let current: TSESTree.Node | undefined = node; current !== undefined; current = current.parent) {
      const scope = this.scopes.get(current);
      if (scope !== undefined) return scope;
    }
    return null;
  }

  textOf(node: TSESTree.Node): string {
    return this.file.text.slice(node.range[0], node.range[1]);
  }
}

/** The function whose body a node stands in. */
export function enclosingFunction(node: TSESTree.Node): FunctionNode | undefined {
  for (let current = node.parent; current !== undefined; current = current.parent) {
    if (isFunction(current)) return current;
  }
  return undefined;
}

/** The class that `this` means at a node, or the object literal whose method it stands in. */
export function thisOwner(node: TSESTree.Node): TSESTree.ClassBody | TSESTree.ObjectExpression | undefined {
  for (let current: TSESTree.Node | undefined = node; current !== undefined; current = current.parent) {
    if (current.type === "ClassBody") return current;
    if (current.type === "FunctionDeclaration") return undefined;
    if (current.type === "FunctionExpression") {
      const holder: TSESTree.Node = current.parent;
      if (holder.type === "MethodDefinition") return holder.parent;
      return holder.type === "Property" && holder.parent.type === "ObjectExpression" ? holder.parent : undefined;
    }
  }
  return undefined;
}

/** A property's or member's name where it is static: `a.b`, `a["b"]`, `{ b }`, `{ "b": … }`, `{ ["b"]: … }`, `#b`. */
export function staticName(node: {
  readonly computed?: boolean;
  readonly key: TSESTree.Node;
}): string | undefined {
  return nameOfKey(node.key, node.computed ?? false);
}

export const memberName = (node: TSESTree.MemberExpression): string | undefined => nameOfKey(node.property, node.computed);

function nameOfKey(key: TSESTree.Node, computed: boolean): string | undefined {
  if (key.type === "Literal") return typeof key.value === "string" || typeof key.value === "number" ? String(key.value) : undefined;
  if (key.type === "PrivateIdentifier") return `#${key.name}`;
  if (!computed) return key.type === "Identifier" ? key.name : undefined;
  if (key.type === "TemplateLiteral" && key.expressions.length === 0) return key.quasis[0]?.value.cooked ?? undefined;
  return key.type === "TSAsExpression" ? nameOfKey(key.expression, true) : undefined;
}

/** Strips what does not change a value: type assertions, `!`, chain wrappers, and `await`. */
export function peel(node: TSESTree.Node): TSESTree.Node {
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
    case "ChainExpression":
      return peel(node.expression);
    case "AwaitExpression":
      return peel(node.argument);
    case "SequenceExpression":
      return peel(node.expressions.at(-1) ?? node);
    default:
      return node;
  }
}
