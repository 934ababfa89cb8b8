import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { ParsedFile } from "./parsed-file.js";
import { applyEdits } from "./text/edits.js";
import { declaredValueAt } from "./declared-value.js";
import type { DeclaredValue } from "./declared-value.js";
import type { TextEdit } from "./text/edits.js";
import { scriptBlocksOf } from "./text/script-blocks.js";
import type { ScriptBlock } from "./text/script-blocks.js";
import { isFunction, memberName, staticName } from "./nodes.js";
import type { CallNode, FunctionNode, Variable } from "./nodes.js";

const isNode = (value: unknown): value is TSESTree.Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** Whether an identifier has nothing within it: a parameter has its type, and its decorators. */
const isBare = ({ typeAnnotation, decorators }: TSESTree.Identifier): boolean =>
  !typeAnnotation && !isList(decorators);

/** A parser without types has no list there. */
const isList = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

/** What nodes of all files are looked up by: nodes are unique, so that one map serves them all. */
export interface NodeMaps {
  readonly variables: Map<TSESTree.Node, Variable>;
  readonly scopes: Map<TSESTree.Node, TSESLint.Scope.Scope>;
  readonly returns: Map<FunctionNode, TSESTree.Expression[]>;
  readonly yields: Map<FunctionNode, TSESTree.YieldExpression[]>;
}

/** One walk over a file's AST: parent pointers, the calls, and which variable an identifier means. */
export class FileIndex {
  readonly file: ParsedFile;
  /** All of them, in source order: who looks for something in all of a file need not walk it again. */
  readonly nodes: TSESTree.Node[] = [];
  readonly calls: CallNode[] = [];
  readonly taggedTemplates: TSESTree.TaggedTemplateExpression[] = [];
  readonly imports: TSESTree.ImportDeclaration[] = [];
  /** All that names another module: imports, re-exports, `require` and `import()` with a literal. */
  readonly links: { readonly node: TSESTree.Node; readonly specifier: string }[] = [];
  readonly classes: TSESTree.ClassBody[] = [];
  /** By name: where a member is read, `object.name` and `{ name } = object`. */
  private readonly members = new Map<string, (TSESTree.MemberExpression | TSESTree.Property)[]>();
  /** Each `this` and `super`. */
  readonly receivers: TSESTree.Node[] = [];
  readonly declaredValues: DeclaredValue[] = [];
  /** `object.member = value`, in source order. */
  readonly memberAssignments: TSESTree.AssignmentExpression[] = [];
  /** `({ S: object.member } = value)` */
  readonly patternAssignments: TSESTree.AssignmentExpression[] = [];
  /** `object.member ??= value`, `object.member ||= value` */
  readonly lazyAssignments: TSESTree.AssignmentExpression[] = [];
  readonly scriptBlocks: readonly ScriptBlock[];
  /** The statements at the top of the module, of all its script blocks. */
  readonly statements: readonly TSESTree.ProgramStatement[];
  private overlay: readonly TextEdit[] = [];
  private readonly maps: NodeMaps;

  constructor(file: ParsedFile, maps: NodeMaps) {
    this.file = file;
    this.maps = maps;
    this.scriptBlocks = scriptBlocksOf(file.ast, file.markup === undefined ? undefined : file.text);
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
    this.nodes.push(node);
    // Most nodes of a file are names and texts, of which nothing is noted and which have nothing within.
    if (node.type === "Literal" || (node.type === "Identifier" && isBare(node))) return;
    this.note(node, parent, enclosing);
    const inner = isFunction(node) ? node : enclosing;
    for (const key of this.file.visitorKeys[node.type] ?? []) {
      const child: unknown = Reflect.get(node, key);
      if (Array.isArray(child)) {
        for (const item of child) if (isNode(item)) this.walk(item, node, inner);
      } else if (isNode(child)) this.walk(child, node, inner);
    }
  }

  private note(
    node: TSESTree.Node,
    parent: TSESTree.Node | undefined,
    enclosing: FunctionNode | undefined,
  ): void {
    switch (node.type) {
      case "CallExpression":
      case "NewExpression":
        this.calls.push(node);
        break;
      case "MemberExpression":
        return this.addMember(node, memberName(node));
      case "Property":
        return parent?.type === "ObjectPattern" ? this.addMember(node, staticName(node)) : undefined;
      case "TaggedTemplateExpression":
        this.taggedTemplates.push(node);
        return;
      case "ImportDeclaration":
        this.imports.push(node);
        break;
      case "ClassBody":
        this.classes.push(node);
        return;
      case "ThisExpression":
      case "Super":
        this.receivers.push(node);
        return;
      case "AssignmentExpression":
        if (node.left.type === "ObjectPattern" || node.left.type === "ArrayPattern")
          this.patternAssignments.push(node);
        if (node.left.type !== "MemberExpression") return;
        if (node.operator === "=") this.memberAssignments.push(node);
        else if (node.operator === "??=" || node.operator === "||=") this.lazyAssignments.push(node);
        return;
      case "ReturnStatement":
        if (node.argument !== null && enclosing !== undefined) this.addReturn(enclosing, node.argument);
        break;
      case "YieldExpression":
        if (enclosing !== undefined) this.addYield(enclosing, node);
        return;
      case "ArrowFunctionExpression":
        if (node.body.type !== "BlockStatement") this.addReturn(node, node.body);
        break;
      default:
    }
    const specifier = specifierAt(node);
    if (specifier !== undefined) this.links.push({ node, specifier });
    const declared = declaredValueAt(node, enclosing);
    if (declared !== undefined) this.declaredValues.push(declared);
  }

  /** Where a member of that name is read or written. */
  membersNamed(name: string): readonly (TSESTree.MemberExpression | TSESTree.Property)[] {
    return this.members.get(name) ?? [];
  }

  private addMember(node: TSESTree.MemberExpression | TSESTree.Property, name: string | undefined): void {
    if (name === undefined) return;
    const known = this.members.get(name);
    if (known === undefined) this.members.set(name, [node]);
    else known.push(node);
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

  private addYield(fn: FunctionNode, node: TSESTree.YieldExpression): void {
    const known = this.maps.yields.get(fn);
    if (known === undefined) this.maps.yields.set(fn, [node]);
    else known.push(node);
  }

  private addReturn(fn: FunctionNode, value: TSESTree.Expression): void {
    // Who calls a generator gets what it yields, one after the other.
    if (fn.generator) return;
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
