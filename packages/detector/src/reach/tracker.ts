import type { TSESTree } from "@typescript-eslint/utils";
import { constructorOf } from "../syntax/class-parts.js";
import type { Context } from "../kv/context.js";
import type { CallScope, FunctionNode, Variable } from "../syntax/nodes.js";
import type { FileIndex } from "../syntax/file-index.js";
import { isFunction, selfAndAncestors } from "../syntax/nodes.js";
import { definedName, isCommonJsStar } from "../syntax/common-js.js";
import { callThrough, destinationsOf, parametersOf } from "../flow/destinations.js";
import { nameOf } from "../syntax/export-names.js";

/** A place in the source that holds a writer or reader, or what makes one. */
interface Holder {
  readonly node: TSESTree.Node;
  /** The function that was passed it, and that it is not followed out of. */
  readonly within: FunctionNode | undefined;
}

/** Follows what holds a writer or reader through names, exports, imports, types and arguments. */
export class Tracker {
  /** The names that each file exposes; `*` for all that CommonJS exports. */
  readonly exposed = new Map<FileIndex, Set<string>>();
  readonly entered = new Set<FileIndex>();
  private readonly context: Context;
  /** By the functions that they are followed within, `undefined` where it is all that can see them. */
  private readonly known = new Map<Variable, Set<FunctionNode | undefined>>();
  /** Functions and classes that give a writer or reader to whoever calls them. */
  private readonly givers = new Set<CallScope>();
  /** Mere calls, by what they enter: they are followed should that turn out to give something. */
  private readonly waiting = new Map<CallScope, Holder[]>();
  /** What names a file in another one, by that file. */
  private readonly links = new Map<FileIndex, TSESTree.Node[]>();
  private readonly queue: (() => void)[] = [];

  constructor(context: Context) {
    this.context = context;
    for (const { node, specifier } of context.files.flatMap((file) => file.links)) {
      const target = context.modules.fileAt(node, specifier);
      if (target !== undefined) this.links.set(target, [...(this.links.get(target) ?? []), node]);
    }
  }

  /** A function or class that is a writer or reader, with all that it stands in. */
  holds(scope: CallScope): void {
    for (const current of selfAndAncestors(scope)) {
      if (current !== scope && (isFunction(current) || current.type === "ClassBody")) this.gives(current);
      this.flows(current);
      if ("id" in current && current.id?.type === "Identifier") this.add(current.id);
      if (current.type === "ClassBody")
        for (const name of this.context.supertypeNames(current)) this.add(name);
    }
    for (const name of this.context.declaredTypeNames(scope)) this.add(name);
  }

  /** Follows all that is known so far, and what that leads to. */
  run(): void {
    for (let next = this.queue.pop(); next !== undefined; next = this.queue.pop()) next();
  }

  /**
   * Notes where the value of a node gets to.
   * @param within the function that was passed it: what the function gives back is followed from the
   * call that passed it in, so that a client's `request(path)` does not make all of its calls matter.
   */
  flows(node: TSESTree.Node, within?: FunctionNode): void {
    if (node.type === "ImportDeclaration") for (const { local } of node.specifiers) this.add(local);
    const { names, exported, passedTo, returnedBy } = destinationsOf(node, within);
    for (const fn of returnedBy) this.gives(fn);
    for (const name of names) this.add(name, within);
    for (const name of exported) this.expose(node, name);
    for (const call of passedTo) this.entersThrough(call, node);
  }

  private entersThrough(call: TSESTree.CallExpression | TSESTree.NewExpression, passed: TSESTree.Node): void {
    const defined = definedName(this.context.index, call);
    if (defined !== undefined || isCommonJsStar(this.context.index, call))
      this.expose(passed, defined ?? "*");
    for (const scope of this.context.scopesEntered(call)) {
      this.entered.add(this.context.index.fileOf(scope));
      const fn = scope.type === "ClassBody" ? constructorOf(scope) : scope;
      if (fn !== undefined) for (const parameter of parametersOf(fn)) this.add(parameter, fn);
    }
  }

  private add(name: TSESTree.Node, inside?: FunctionNode): void {
    const variable = this.context.index.variableOf(name);
    if (variable === undefined) return;
    const within =
      inside !== undefined && variable.identifiers.every((identifier) => isPartOf(identifier, inside))
        ? inside
        : undefined;
    const places = this.known.get(variable) ?? new Set();
    if (places.has(undefined) || places.has(within)) return;
    this.known.set(variable, places.add(within));
    this.queue.push(() => {
      this.followVariable(variable, within);
    });
  }

  private followVariable(variable: Variable, within: FunctionNode | undefined): void {
    for (const { identifier } of variable.references) this.followMention({ node: identifier, within });
    if (within !== undefined) return;
    for (const definition of variable.defs) {
      for (const current of selfAndAncestors(definition.node)) {
        if (current.type === "ExportNamedDeclaration") this.expose(current, variable.name);
        if (current.type === "ExportDefaultDeclaration") this.expose(current, "default");
        if (/Function|ClassBody|Program/.test(current.type) && current !== definition.node) break;
      }
    }
  }

  /** Follows a name, unless it is only called there for what it does and not for a writer or reader that it gives. */
  private followMention(mention: Holder): void {
    const call = callThrough(mention.node);
    if (call !== undefined) {
      if (/^(AwaitExpression|ExpressionStatement)$/.test(call.parent.type)) return;
      const entered = this.context.scopesKnown(call);
      if (entered.length > 0 && entered.every((scope) => !this.givers.has(scope))) {
        for (const scope of entered) this.waiting.set(scope, [...(this.waiting.get(scope) ?? []), mention]);
        return;
      }
    }
    this.flows(mention.node, mention.within);
  }

  private gives(scope: CallScope): void {
    if (this.givers.has(scope)) return;
    this.givers.add(scope);
    for (const { node, within } of this.waiting.get(scope) ?? [])
      this.queue.push(() => {
        this.flows(node, within);
      });
    this.waiting.delete(scope);
  }

  private expose(node: TSESTree.Node, name: string): void {
    const file = this.context.index.fileOf(node);
    const names = this.exposed.get(file) ?? new Set<string>();
    if (names.has(name)) return;
    this.exposed.set(file, names.add(name));
    for (const link of this.links.get(file) ?? [])
      this.queue.push(() => {
        this.followLink(link, name);
      });
  }

  /** What a file takes from another one that exposes a name. */
  private followLink(node: TSESTree.Node, name: string): void {
    switch (node.type) {
      case "ImportDeclaration":
        for (const specifier of node.specifiers) {
          if (specifier.type !== "ImportSpecifier" || isTaken(name, specifier.imported))
            this.add(specifier.local);
        }
        return;
      case "ExportAllDeclaration":
        this.expose(node, node.exported === null ? name : nameOf(node.exported));
        return;
      case "ExportNamedDeclaration":
        for (const specifier of node.specifiers) {
          if (isTaken(name, specifier.local)) this.expose(node, nameOf(specifier.exported));
        }
        return;
      case "TSImportEqualsDeclaration":
        this.add(node.id);
        return;
      default:
        // `require("…")`, `import("…")`
        if (node.parent?.type === "CallExpression" && isCommonJsStar(this.context.index, node.parent))
          this.expose(node, name);
        this.flows(node);
    }
  }
}

const isPartOf = (node: TSESTree.Node, fn: FunctionNode): boolean =>
  node.range[0] >= fn.range[0] && node.range[1] <= fn.range[1];

const isTaken = (exposed: string, taken: TSESTree.Identifier | TSESTree.StringLiteral): boolean =>
  exposed === nameOf(taken) || exposed === "*";
