import type { TSESLint, TSESTree } from "@typescript-eslint/utils";

export type Variable = TSESLint.Scope.Variable;
export type FunctionNode =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression;
/** A call, also one with `new`. */
export type CallNode = TSESTree.CallExpression | TSESTree.NewExpression;
/** What a call enters: a function, or the class that it makes an instance of. */
export type CallScope = FunctionNode | TSESTree.ClassBody;

export const isFunction = (node: TSESTree.Node): node is FunctionNode =>
  node.type === "FunctionDeclaration" ||
  node.type === "FunctionExpression" ||
  node.type === "ArrowFunctionExpression";

/** A node and what it stands in, innermost first. */
export function* selfAndAncestors(node: TSESTree.Node): Generator<TSESTree.Node> {
  // The program has no parent from the parser alone, and `null` for one from ESLint.
  for (let current: TSESTree.Node | null | undefined = node; current; current = current.parent) {
    yield current;
  }
}

/** Whether a node is another one or stands in it. */
export function contains(outer: TSESTree.Node, inner: TSESTree.Node): boolean {
  // No generator: it is asked of each value that is one of several.
  for (let current: TSESTree.Node | null | undefined = inner; current; current = current.parent)
    if (current === outer) return true;
  return false;
}

/** The function whose body a node stands in. */
export function enclosingFunction(node: TSESTree.Node): FunctionNode | undefined {
  for (const current of selfAndAncestors(node)) {
    if (current !== node && isFunction(current)) return current;
  }
  return undefined;
}

/** The functions and the classes (where the node is of their instances) around a node, innermost first. */
export function enclosingScopes(node: TSESTree.Node): CallScope[] {
  const scopes: CallScope[] = [];
  let isStatic = false;
  for (const current of selfAndAncestors(node)) {
    if (current !== node && isFunction(current)) scopes.push(current);
    if (current.type === "MethodDefinition" || current.type === "PropertyDefinition")
      isStatic = current.static;
    if (current !== node && current.type === "ClassBody" && !isStatic) scopes.push(current);
  }
  return scopes;
}

/** The class whose constructor a function is. */
export function constructedClass(fn: FunctionNode): TSESTree.ClassBody | undefined {
  const holder = fn.parent;
  return holder.type === "MethodDefinition" && holder.kind === "constructor" ? holder.parent : undefined;
}

/** The function whose `this` a node in it means. */
export function thisFunction(node: TSESTree.Node): FunctionNode | undefined {
  for (const current of selfAndAncestors(node)) {
    if (current.type === "FunctionDeclaration" || current.type === "FunctionExpression") return current;
    if (current.type === "PropertyDefinition" || current.type === "StaticBlock") return undefined;
  }
  return undefined;
}

/** The class that `this` means at a node, or the object literal whose method it stands in. */
export function thisOwner(node: TSESTree.Node): TSESTree.ClassBody | TSESTree.ObjectExpression | undefined {
  for (const current of selfAndAncestors(node)) {
    if (current.type === "ClassBody") return current;
    if (current.type === "FunctionDeclaration") return undefined;
    if (current.type === "FunctionExpression") {
      const holder: TSESTree.Node = current.parent;
      if (holder.type === "MethodDefinition") return holder.parent;
      return holder.type === "Property" && holder.parent.type === "ObjectExpression"
        ? holder.parent
        : undefined;
    }
  }
  return undefined;
}

/** Whether `this` or `super` stands in a static member. */
export function isStaticContext(node: TSESTree.Node): boolean {
  for (const current of selfAndAncestors(node)) {
    if (current.type === "MethodDefinition" || current.type === "PropertyDefinition") return current.static;
    if (current.type === "StaticBlock") return true;
  }
  return false;
}

/** The type that a function says `this` has in it: `function save(this: Store, key: string)`. */
export function annotationOfThis(node: TSESTree.Node): TSESTree.TypeNode | undefined {
  for (const current of selfAndAncestors(node)) {
    if (current.type === "ClassBody") return undefined;
    if (current.type !== "FunctionDeclaration" && current.type !== "FunctionExpression") continue;
    const [first] = current.params;
    return first?.type === "Identifier" && first.name === "this"
      ? first.typeAnnotation?.typeAnnotation
      : undefined;
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

export const memberName = (node: TSESTree.MemberExpression): string | undefined =>
  nameOfKey(node.property, node.computed);

function nameOfKey(key: TSESTree.Node, computed: boolean): string | undefined {
  if (key.type === "Literal")
    return typeof key.value === "string" || typeof key.value === "number" ? String(key.value) : undefined;
  if (key.type === "PrivateIdentifier") return `#${key.name}`;
  if (!computed) return key.type === "Identifier" ? key.name : undefined;
  if (key.type === "TemplateLiteral" && key.expressions.length === 0)
    return key.quasis[0]?.value.cooked ?? undefined;
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

/** The static member names of a chain like `a.b["c"]`, with its root node. */
export function memberChain(node: TSESTree.Node): { root: TSESTree.Node; path: string[] } | undefined {
  const inside = peel(node);
  if (inside.type !== "MemberExpression") return { root: inside, path: [] };
  const name = memberName(inside);
  const inner = memberChain(inside.object);
  return name === undefined || inner === undefined
    ? undefined
    : { root: inner.root, path: [...inner.path, name] };
}

/** What a call names: a function, or a method of whatever. */
export function calledName({ callee }: CallNode): string | undefined {
  const node = callee.type === "ChainExpression" ? callee.expression : callee;
  return node.type === "MemberExpression"
    ? memberName(node)
    : node.type === "Identifier"
      ? node.name
      : undefined;
}
