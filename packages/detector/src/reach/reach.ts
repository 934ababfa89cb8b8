import type { TSESTree } from "@typescript-eslint/utils";
import type { ParsedFile } from "../api.js";
import type { Context } from "../context.js";
import type { CallScope, FileIndex, Variable } from "../file-index.js";
import { isFunction, selfAndAncestors, staticName } from "../file-index.js";
import { definedName, isCommonJsStar } from "../modules.js";
import type { Operations } from "../operations.js";
import { openScopes } from "./open-scopes.js";
import { callThrough, destinationsOf, parametersOf } from "./uses-of-value.js";

/** What a file exports through which other files can reach a write or read. */
export interface Exposure {
  readonly file: ParsedFile;
  /** Exported names; `*` for all that CommonJS exports. */
  readonly names: ReadonlySet<string>;
}

/** Which further files matter, as far as the files added so far tell. */
export interface Reach {
  /** Whoever imports one of these matters. */
  readonly exposed: readonly Exposure[];
  /** Files that the added ones call into, or hand a writer or reader to. */
  readonly entered: readonly ParsedFile[];
}

/**
 * Works out from which files writes and reads can be reached.
 * @param expands whether all that a file calls matters, as in a file that makes requests itself
 */
export function reachOf(context: Context, operations: Operations, expands: (file: ParsedFile) => boolean): Reach {
  let open = openScopes(context, operations);
  while (context.connectByType(namesOf(open))) open = openScopes(context, operations);
  const tracker = new Tracker(context);
  for (const scope of open) tracker.holds(scope);
  for (const file of context.files.filter((each) => expands(each.file))) {
    for (const node of file.evidence) tracker.flows(node);
    for (const other of context.filesEnteredBy(file)) tracker.entered.add(other);
  }
  tracker.run();
  return {
    exposed: [...tracker.exposed].map(([file, names]) => ({ file: file.file, names })),
    entered: [...tracker.entered].filter((file) => !context.files.includes(file)).map(({ file }) => file),
  };
}

/** What functions are called by: their own names, those of the members and variables that they are. */
function namesOf(scopes: ReadonlySet<CallScope>): Set<string> {
  const names = new Set<string>();
  for (const scope of scopes) {
    const holder = scope.parent;
    if (scope.type === "FunctionDeclaration" && scope.id !== null) names.add(scope.id.name);
    if (holder.type === "MethodDefinition" || holder.type === "Property" || holder.type === "PropertyDefinition") names.add(staticName(holder) ?? "");
    if (holder.type === "VariableDeclarator" && holder.id.type === "Identifier") names.add(holder.id.name);
  }
  return names;
}

/** Follows what holds a writer or reader through names, exports, imports, types and arguments. */
class Tracker {
  readonly exposed = new Map<FileIndex, Set<string>>();
  readonly entered = new Set<FileIndex>();
  private readonly context: Context;
  private readonly known = new Set<Variable>();
  private readonly queue: Variable[] = [];
  private readonly linked = new Set<string>();
  /** Functions and classes that give a writer or reader to whoever calls them. */
  private readonly givers = new Set<CallScope>();

  constructor(context: Context) {
    this.context = context;
  }

  /** A function or class that is a writer or reader, with all that it stands in. */
  holds(scope: CallScope): void {
    for (const current of selfAndAncestors(scope)) {
      if (current !== scope && (isFunction(current) || current.type === "ClassBody")) this.givers.add(current);
      this.flows(current);
      if ("id" in current && current.id?.type === "Identifier") this.add(current.id);
      if (current.type === "ClassBody") for (const name of this.context.supertypeNames(current)) this.add(name);
    }
    for (const name of this.context.declaredTypeNames(scope)) this.add(name);
  }

  run(): void {
    for (let isSettled = false; !isSettled; ) {
      const givers = this.givers.size;
      for (let variable = this.queue.pop(); variable !== undefined; variable = this.queue.pop()) this.followVariable(variable);
      isSettled = !this.context.files.some((file) => this.followImports(file));
      // What was a mere call before may give something now.
      if (this.givers.size > givers) this.queue.push(...this.known);
      isSettled &&= this.givers.size === givers;
    }
  }

  /** Whether a name is only called there, for what it does and not for a writer or reader that it gives. */
  private isMereCall(name: TSESTree.Node): boolean {
    const call = callThrough(name);
    if (call === undefined) return false;
    if (/^(AwaitExpression|ExpressionStatement)$/.test(call.parent.type)) return true;
    const entered = this.context.scopesKnown(call);
    return entered.length > 0 && entered.every((scope) => !this.givers.has(scope));
  }

  private followVariable(variable: Variable): void {
    for (const { identifier } of variable.references) {
      if (!this.isMereCall(identifier)) this.flows(identifier);
    }
    for (const definition of variable.defs) {
      for (const current of selfAndAncestors(definition.node)) {
        if (current.type === "ExportNamedDeclaration") this.expose(current, variable.name);
        if (current.type === "ExportDefaultDeclaration") this.expose(current, "default");
        if (/Function|ClassBody|Program/.test(current.type) && current !== definition.node) break;
      }
    }
  }

  /** Notes where the value of a node gets to. */
  flows(node: TSESTree.Node): void {
    if (node.type === "ImportDeclaration") for (const { local } of node.specifiers) this.add(local);
    const { names, exported, passedTo, returnedBy } = destinationsOf(node);
    for (const fn of returnedBy) this.givers.add(fn);
    for (const name of names) this.add(name);
    for (const name of exported) this.expose(node, name);
    for (const call of passedTo) {
      const defined = definedName(this.context.index, call);
      if (defined !== undefined || isCommonJsStar(this.context.index, call)) this.expose(node, defined ?? "*");
      for (const scope of this.context.scopesEntered(call)) {
        this.entered.add(this.context.index.fileOf(scope));
        for (const parameter of parametersOf(scope)) this.add(parameter);
      }
    }
  }

  private add(name: TSESTree.Node): void {
    const variable = this.context.index.variableOf(name);
    if (variable === undefined || this.known.has(variable)) return;
    this.known.add(variable);
    this.queue.push(variable);
  }

  private expose(node: TSESTree.Node, name: string): void {
    const file = this.context.index.fileOf(node);
    const names = this.exposed.get(file) ?? new Set<string>();
    this.exposed.set(file, names.add(name));
  }

  /** What a file imports from an exposed one; whether that was news. */
  private followImports(file: FileIndex): boolean {
    let isNew = false;
    for (const link of file.links) {
      const target = this.context.modules.fileAt(link.node, link.specifier);
      const names = target === undefined ? undefined : this.exposed.get(target);
      if (target === undefined || names === undefined) continue;
      const id = `${this.context.files.indexOf(file)} ${link.node.range.join()} ${[...names].sort().join()}`;
      if (this.linked.has(id)) continue;
      this.linked.add(id);
      isNew = true;
      this.followLink(link.node, names);
    }
    return isNew;
  }

  private followLink(node: TSESTree.Node, names: ReadonlySet<string>): void {
    switch (node.type) {
      case "ImportDeclaration":
        for (const specifier of node.specifiers) {
          if (specifier.type !== "ImportSpecifier" || includesExport(names, nameOf(specifier.imported))) this.add(specifier.local);
        }
        return;
      case "ExportAllDeclaration":
        if (node.exported !== null) this.expose(node, nameOf(node.exported));
        else for (const name of names) this.expose(node, name);
        return;
      case "ExportNamedDeclaration":
        for (const specifier of node.specifiers) {
          if (includesExport(names, nameOf(specifier.local))) this.expose(node, nameOf(specifier.exported));
        }
        return;
      case "TSImportEqualsDeclaration":
        this.add(node.id);
        return;
      default:
        // `require("…")`, `import("…")`
        if (node.parent?.type === "CallExpression" && isCommonJsStar(this.context.index, node.parent)) for (const name of names) this.expose(node, name);
        this.flows(node);
    }
  }
}

const includesExport = (names: ReadonlySet<string>, name: string): boolean => names.has(name) || names.has("*");

const nameOf = (node: TSESTree.Identifier | TSESTree.StringLiteral): string => (node.type === "Identifier" ? node.name : node.value);
