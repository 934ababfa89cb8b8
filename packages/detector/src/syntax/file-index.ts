import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { ParsedFile } from "../api.js";
import { applyEdits } from "./edits.js";
import { declaredValueAt } from "./declared-value.js";
import type { DeclaredValue } from "./declared-value.js";
import type { TextEdit } from "./edits.js";
import { scriptBlocksOf } from "./script-blocks.js";
import type { ScriptBlock } from "./script-blocks.js";
import { EDGE_RUNTIME_MODULE, KV_PATH, SDK_RESOURCE } from "../kv/vocabulary.js";

export type Variable = TSESLint.Scope.Variable;
export type FunctionNode =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression;
/** A call, also one with `new`. */
export type CallNode = TSESTree.CallExpression | TSESTree.NewExpression;
/** What a call enters: a function, or the class that it makes an instance of. */
export type CallScope = FunctionNode | TSESTree.ClassBody;

const isNode = (value: unknown): value is TSESTree.Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

export const isFunction = (node: TSESTree.Node): node is FunctionNode =>
  node.type === "FunctionDeclaration" ||
  node.type === "FunctionExpression" ||
  node.type === "ArrowFunctionExpression";

/** What nodes of all files are looked up by: nodes are unique, so that one map serves them all. */
export interface NodeMaps {
  readonly variables: Map<TSESTree.Node, Variable>;
  readonly scopes: Map<TSESTree.Node, TSESLint.Scope.Scope>;
  readonly returns: Map<FunctionNode, TSESTree.Expression[]>;
}

/** One walk over a file's AST: parent pointers, the calls, and which variable an identifier means. */
export class FileIndex {
  readonly file: ParsedFile;
  readonly calls: CallNode[] = [];
  readonly taggedTemplates: TSESTree.TaggedTemplateExpression[] = [];
  readonly imports: TSESTree.ImportDeclaration[] = [];
  /** What makes others' requests ones to Telnyx KV: parts of key URLs, and what comes from the edge runtime. */
  readonly evidence: TSESTree.Node[] = [];
  /** All that names another module: imports, re-exports, `require` and `import()` with a literal. */
  readonly links: { readonly node: TSESTree.Node; readonly specifier: string }[] = [];
  readonly classes: TSESTree.ClassBody[] = [];
  readonly declaredValues: DeclaredValue[] = [];
  /** `object.member = value`, in source order. */
  readonly memberAssignments: TSESTree.AssignmentExpression[] = [];
  readonly scriptBlocks: readonly ScriptBlock[];
  /** The statements at the top of the module, of all its script blocks. */
  readonly statements: readonly TSESTree.ProgramStatement[];
  private overlay: readonly TextEdit[] = [];
  private readonly maps: NodeMaps;

  constructor(file: ParsedFile, maps: NodeMaps) {
    this.file = file;
    this.maps = maps;
    this.scriptBlocks = scriptBlocksOf(file.ast);
    this.statements = this.scriptBlocks.flatMap(({ statements }) => statements);
    this.walk(file.ast, undefined, undefined);
    for (const scope of file.scopeManager.scopes) {
      // A module's scope comes after the global one, and stands at the same node.
      maps.scopes.set(scope.block, scope);
      for (const variable of scope.variables) {
        // A class's name is a variable outside of it and another one inside: the outer comes first.
        for (const identifier of variable.identifiers)
          if (!maps.variables.has(identifier)) maps.variables.set(identifier, variable);
      }
      for (const reference of scope.references) {
        if (reference.resolved !== null) maps.variables.set(reference.identifier, reference.resolved);
      }
    }
  }

  private walk(
    node: TSESTree.Node,
    parent: TSESTree.Node | undefined,
    enclosing: FunctionNode | undefined,
  ): void {
    // ESLint has set the parents already; the parser alone has not.
    if (parent !== undefined) node.parent ??= parent;
    if (node.type === "CallExpression" || node.type === "NewExpression") this.calls.push(node);
    else if (node.type === "TaggedTemplateExpression") this.taggedTemplates.push(node);
    else if (node.type === "ImportDeclaration") this.imports.push(node);
    else if (node.type === "ClassBody") this.classes.push(node);
    else if (
      node.type === "AssignmentExpression" &&
      node.operator === "=" &&
      node.left.type === "MemberExpression"
    )
      this.memberAssignments.push(node);
    else if (node.type === "ReturnStatement" && node.argument !== null && enclosing !== undefined) {
      this.addReturn(enclosing, node.argument);
    }
    if (isEvidence(node)) this.evidence.push(node);
    const specifier = specifierAt(node);
    if (specifier !== undefined) this.links.push({ node, specifier });
    const declared = declaredValueAt(node);
    if (declared !== undefined) this.declaredValues.push(declared);
    const inner = isFunction(node) ? node : enclosing;
    if (node.type === "ArrowFunctionExpression" && node.body.type !== "BlockStatement")
      this.addReturn(node, node.body);
    for (const child of this.childrenOf(node)) this.walk(child, node, inner);
  }

  /** A node's child nodes in source order. */
  childrenOf(node: TSESTree.Node): TSESTree.Node[] {
    const children: TSESTree.Node[] = [];
    for (const key of this.file.visitorKeys[node.type] ?? []) {
      const child: unknown = Reflect.get(node, key);
      if (Array.isArray(child)) {
        for (const item of child) if (isNode(item)) children.push(item);
      } else if (isNode(child)) children.push(child);
    }
    return children;
  }

  private addReturn(fn: FunctionNode, value: TSESTree.Expression): void {
    const known = this.maps.returns.get(fn);
    if (known === undefined) this.maps.returns.set(fn, [value]);
    else known.push(value);
  }

  /** A node's source, with the edits that are laid over it. */
  textOf(node: TSESTree.Node): string {
    const [start, end] = node.range;
    const inside = this.overlay.filter((edit) => edit.start >= start && edit.end <= end);
    const shifted = inside.map((edit) => ({
      start: edit.start - start,
      end: edit.end - start,
      text: edit.text,
    }));
    return applyEdits(this.file.text.slice(start, end), shifted);
  }

  /** Runs something while `textOf` gives texts as the edits leave them: a rewrite within a rewrite. */
  withOverlay<T>(edits: readonly TextEdit[], run: () => T): T {
    this.overlay = edits;
    try {
      return run();
    } finally {
      this.overlay = [];
    }
  }
}

function isEvidence(node: TSESTree.Node): boolean {
  if (node.type === "ImportDeclaration" || node.type === "ExportNamedDeclaration")
    return node.source?.value === EDGE_RUNTIME_MODULE;
  // `client.storage.kvs`, `const { kvs } = client.storage`
  if (node.type === "MemberExpression") return memberName(node) === SDK_RESOURCE;
  if (node.type === "Property")
    return node.parent.type === "ObjectPattern" && staticName(node) === SDK_RESOURCE;
  if (node.type === "Literal") return typeof node.value === "string" && node.value.includes(KV_PATH);
  return node.type === "TemplateElement" && node.value.raw.includes(KV_PATH);
}

/** The module that a node names. */
function specifierAt(node: TSESTree.Node): string | undefined {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
      return node.source.value;
    case "ExportNamedDeclaration":
      return node.source?.value;
    case "TSImportEqualsDeclaration":
      return node.moduleReference.type === "TSExternalModuleReference"
        ? node.moduleReference.expression.value
        : undefined;
    case "ImportExpression":
      return node.source.type === "Literal" && typeof node.source.value === "string"
        ? node.source.value
        : undefined;
    case "CallExpression": {
      const [argument] = node.arguments;
      if (node.callee.type !== "Identifier" || node.callee.name !== "require" || argument?.type !== "Literal")
        return undefined;
      return typeof argument.value === "string" ? argument.value : undefined;
    }
    default:
      return undefined;
  }
}

/** A node and what it stands in, innermost first. */
export function* selfAndAncestors(node: TSESTree.Node): Generator<TSESTree.Node> {
  // The program has no parent from the parser alone, and `null` for one from ESLint.
  for (let current: TSESTree.Node | null | undefined = node; current; current = current.parent) {
    yield current;
  }
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
