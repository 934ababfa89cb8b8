import type { TSESTree } from "@typescript-eslint/utils";
import { parameterPlace, restPlace } from "../../syntax/binding-pattern.js";
import {
  calledName,
  constructedClass,
  isFunction,
  memberChain,
  memberName,
  peel,
} from "../../syntax/nodes.js";
import type { CallNode, CallScope, FunctionNode } from "../../syntax/nodes.js";
import type { FileIndex } from "../../syntax/file-index.js";
import type { ImplementerIndex } from "../../types/implementers.js";
import { invocationOf } from "./invocation.js";
import { originsOf, rootOrigin } from "../origin.js";
import type { CallContext, AbstractValue } from "../call-context.js";
import type { Resolver } from "../resolver.js";

/** A call of a function or class, with the call context in which that was created. */
export interface Caller {
  readonly call: CallNode;
  readonly closure: CallContext | null;
}

/** A function that a call can run. */
export interface Callee {
  readonly node: FunctionNode;
  readonly callContext: CallContext | null;
}

const NO_CALLERS: readonly Caller[] = [];

/** Which calls of the program's files run which of its functions and make instances of which of its classes. */
export class CallGraph {
  private readonly resolver: Resolver;
  private readonly implementers: ImplementerIndex;
  private readonly callers = new Map<CallScope, Caller[]>();
  private readonly noted = new Map<
    CallNode,
    { readonly scope: CallScope; readonly closure: CallContext | null }[]
  >();
  private readonly callees = new Map<CallNode, Callee[]>();
  private readonly entered = new Map<CallNode, CallScope[]>();
  private readonly asked = new Set<CallNode>();
  /** Calls that were followed as far as the parsed files tell, as the program stands; */
  private readonly known = new Set<CallNode>();
  /** and those that were followed into files which had to be parsed for it. */
  private readonly followed = new Set<CallNode>();
  private readonly wrapping = new Set<CallNode>();
  /** Calls of which nothing is known but that tracking has led to them by a name. */
  private readonly byName = new Set<CallNode>();
  /** Calls that were followed by all that is passed along, with how many entries were known then: further ones may tell more. */
  private readonly widened = new Map<CallNode, number>();
  private entries = 0;
  private readonly possibleCallersOf: (scope: CallScope) => ReadonlySet<CallNode>;

  /** @param possibleCallersOf the calls that may run a function or make an instance of a class: more rather than less. */
  constructor(
    resolver: Resolver,
    implementers: ImplementerIndex,
    possibleCallersOf: (scope: CallScope) => ReadonlySet<CallNode>,
  ) {
    this.resolver = resolver;
    this.implementers = implementers;
    this.possibleCallersOf = possibleCallersOf;
  }

  /** Notes that a further file is there: what could not be followed into it may be now. */
  add(): void {
    this.followed.clear();
    this.known.clear();
    this.widened.clear();
  }

  /** The calls of a function, the constructions of a class. */
  callersOf(scope: CallScope): readonly Caller[] {
    for (const call of this.possibleCallersOf(scope)) this.confirm(call, scope);
    return (this.callers.get(scope) ?? NO_CALLERS).toSorted((a, b) => this.compare(a.call, b.call));
  }

  /** How many calls are known by now that enter a function or class, be it that TypeScript says so. */
  knownEntries(scope: CallScope): number {
    return this.callers.get(scope)?.length ?? 0;
  }

  /** The functions of the program that a call can run. */
  calleesOf(call: CallNode): readonly Callee[] {
    this.ask(call);
    this.complete(call);
    return this.callees.get(call) ?? [];
  }

  /**
   * The call contexts through which a function's or class's code is entered, each from the call nearest to it.
   * @param among the calls that matter, where others tell nothing
   */
  entriesOf(scope: CallScope, among?: (scope: CallScope) => ReadonlySet<CallNode>): CallContext[] {
    const direct = this.callersAmong(scope, among).map(({ call, closure }) =>
      this.resolver.calls.enter({ node: scope, callContext: closure }, call, null),
    );
    return scope.type === "ClassBody" ? [...direct, ...this.derivedEntries(scope, among)] : direct;
  }

  private callersAmong(
    scope: CallScope,
    among: ((scope: CallScope) => ReadonlySet<CallNode>) | undefined,
  ): readonly Caller[] {
    if (among === undefined) return this.callersOf(scope);
    const calls = among(scope);
    for (const call of calls) this.confirm(call, scope);
    return (this.callers.get(scope) ?? NO_CALLERS).filter(({ call }) => calls.has(call));
  }

  /** A base class is entered through the classes that extend it, also where nobody here makes an instance. */
  private derivedEntries(
    base: TSESTree.ClassBody,
    among: ((scope: CallScope) => ReadonlySet<CallNode>) | undefined,
  ): CallContext[] {
    return this.implementers.of(base).classes.flatMap((derived) => {
      const made = this.callersAmong(derived, among).map(({ call, closure }) =>
        this.resolver.calls.enter({ node: derived, callContext: closure }, call, null),
      );
      const instances =
        made.length > 0
          ? made
          : [this.resolver.calls.enter({ node: derived, callContext: null }, undefined, null)];
      return instances.flatMap(
        (instance) => this.resolver.members.classes.baseContext(derived, base, instance) ?? [],
      );
    });
  }

  /** Follows a call's callee as far as the files that are parsed tell. */
  private ask(call: CallNode): void {
    if (this.known.has(call)) return;
    this.known.add(call);
    this.connect(call, false);
  }

  /** Finds out whether a call that may run a function does. */
  private confirm(call: CallNode, scope: CallScope): void {
    this.ask(call);
    if (this.entered.has(call) && !this.byName.has(call)) return;
    // What is passed along can be all that is passed by any call.
    this.widen(call);
    if (this.entered.has(call) && !this.byName.has(call)) return;
    // A name by itself tracking follows exactly, to each of several: the steps of `steps.reduceRight((next, step) => …)`,
    // and so an element, `steps[i](context)`. A member of the same name can be anything's.
    const callee = peel(call.callee);
    if (
      callee.type !== "Identifier" &&
      (callee.type !== "MemberExpression" || memberName(callee) !== undefined)
    )
      return;
    this.byName.add(call);
    this.note(call, scope, null);
  }

  private widen(call: CallNode): void {
    // Each route of `app.get("/", …)` may run each of the others' handlers, by what is seen of `app`.
    if (this.widened.get(call) === this.entries) return;
    this.widened.set(call, this.entries);
    this.resolver.withAllArguments(
      (scope) => this.callers.get(scope) ?? NO_CALLERS,
      () => this.connect(call, false),
    );
  }

  /** The functions and classes that a call enters, also where their file is not parsed yet. */
  scopesOf(call: CallNode): readonly CallScope[] {
    if (!this.followed.has(call)) {
      this.followed.add(call);
      this.ask(call);
      this.connect(call, true);
    }
    return this.entered.get(call) ?? [];
  }

  /** The same, with all that is passed along to a call that tracking has led to by a name. */
  allScopesOf(call: CallNode): readonly CallScope[] {
    this.scopesOf(call);
    this.complete(call);
    return this.entered.get(call) ?? [];
  }

  /** Those that mattered so far need not be all. */
  private complete(call: CallNode): void {
    if (this.byName.has(call)) this.scopesByAnyCaller(call, this.possibleCallersOf);
  }

  /** The functions whose callers would tell which functions a call enters: it calls what they are passed. */
  scopesMissedBy(call: CallNode): ReadonlySet<CallScope> {
    const { resolver } = this;
    const { value: values, missed } = resolver.noting(() =>
      resolver.follow(invocationOf(resolver, call, null).callee),
    );
    // `this.send(url)` of what the constructor is passed.
    if (memberChain(call.callee)?.root.type === "ThisExpression") return missed ?? new Set();
    const scopes = values.flatMap(({ node }) => {
      const variable = node.type === "Identifier" ? resolver.index.variableOf(node) : undefined;
      const place = variable === undefined ? undefined : (parameterPlace(variable) ?? restPlace(variable));
      return place === undefined ? [] : [constructedClass(place.fn) ?? place.fn];
    });
    return new Set(scopes);
  }

  /** The functions and classes that a call enters by all that is passed to the functions around it. */
  scopesByAnyCaller(
    call: CallNode,
    callers: (scope: CallScope) => ReadonlySet<CallNode>,
  ): readonly CallScope[] {
    for (const scope of this.scopesMissedBy(call))
      for (const caller of callers(scope)) this.confirm(caller, scope);
    this.resolver.forgetWidened();
    this.widen(call);
    return this.entered.get(call) ?? [];
  }

  /**
   * Asks TypeScript about the calls that are named like one of the functions looked for and whose
   * callee is not known; whether that was news.
   */
  connectByType(
    files: readonly FileIndex[],
    names: ReadonlySet<string>,
    ask: (call: TSESTree.CallExpression) => readonly FunctionNode[],
  ): boolean {
    let isNew = false;
    for (const call of files.flatMap((file) => file.calls)) {
      if (call.type !== "CallExpression" || this.asked.has(call) || !names.has(calledName(call) ?? ""))
        continue;
      this.ask(call);
      if (this.entered.has(call) || !this.mayBeOwn(call)) continue;
      this.asked.add(call);
      for (const node of ask(call)) isNew = this.note(call, node, null) || isNew;
    }
    return isNew;
  }

  /** Whether nothing says that a callee is a platform's, or of a module that has nothing to do with KV. */
  private mayBeOwn(call: TSESTree.CallExpression): boolean {
    const { modules } = this.resolver;
    return modules.withoutLoading(() =>
      originsOf(this.resolver, { node: call.callee, callContext: null }).every((origin) => {
        const root = rootOrigin(origin);
        if (root.kind === "import") return !modules.isSkipped(root.value.node, root.module);
        // What a collection gives can be anything; its own methods are the platform's.
        return (
          origin.kind !== "global" &&
          !(origin.kind === "instance" && root.kind === "global" && origin.path.length === 1)
        );
      }),
    );
  }

  /** Notes what a call runs; whether that was news. */
  private connect(call: CallNode, loads: boolean): boolean {
    if (call.callee.type === "Super") return false;
    let isNew = false;
    const callee = (): AbstractValue[] =>
      this.resolver
        .follow(invocationOf(this.resolver, call, null).callee)
        .flatMap((value) => [value, ...this.wrappedBy(value)]);
    for (const value of loads ? callee() : this.resolver.modules.withoutLoading(callee)) {
      const scope = scopeOf(value, call);
      if (scope === undefined) continue;
      isNew = this.note(call, scope, value.callContext) || isNew;
    }
    return isNew;
  }

  /** What a call of unknown making may run: `memoize(kvGet)`, `compose(logged)(kvPut)` run what they were given. */
  private wrappedBy({ node, path, callContext }: AbstractValue): AbstractValue[] {
    if (node.type !== "CallExpression" || path.length > 0 || this.wrapping.has(node)) return [];
    this.wrapping.add(node);
    try {
      return node.arguments.flatMap((argument) => {
        const inner =
          argument.type === "SpreadElement" ? [] : this.resolver.follow({ node: argument, callContext });
        return inner.flatMap((value) => (isNamedFunction(value) ? [value] : this.wrappedBy(value)));
      });
    } finally {
      this.wrapping.delete(node);
    }
  }

  /** By file, as they were added, and by place: whatever was asked first. */
  private compare(a: CallNode, b: CallNode): number {
    const { index } = this.resolver;
    return index.positionOf(a) - index.positionOf(b) || a.range[0] - b.range[0];
  }

  private note(call: CallNode, scope: CallScope, closure: CallContext | null): boolean {
    // By the call and not by the function: a call runs few functions, a function may have thousands of calls.
    const noted = this.noted.get(call) ?? [];
    if (noted.some((other) => other.scope === scope && other.closure === closure)) return false;
    this.noted.set(call, [...noted, { scope, closure }]);
    this.entries += 1;
    const callers = this.callers.get(scope);
    if (callers === undefined) this.callers.set(scope, [{ call, closure }]);
    else callers.push({ call, closure });
    this.entered.set(call, [...(this.entered.get(call) ?? []), scope]);
    if (isFunction(scope))
      this.callees.set(call, [...(this.callees.get(call) ?? []), { node: scope, callContext: closure }]);
    return true;
  }
}

/** A function with a name of its own; one written on the spot is a callback, and not what the result runs. */
const isNamedFunction = ({ node, path }: AbstractValue): boolean =>
  path.length === 0 &&
  isFunction(node) &&
  (node.type === "FunctionDeclaration" ||
    node.parent.type === "VariableDeclarator" ||
    node.parent.type === "MethodDefinition" ||
    node.parent.type === "Property");

function scopeOf({ node, path }: AbstractValue, call: CallNode): CallScope | undefined {
  if (path.length > 0) return undefined;
  if (isFunction(node)) return node;
  return call.type === "NewExpression" &&
    (node.type === "ClassDeclaration" || node.type === "ClassExpression")
    ? node.body
    : undefined;
}
