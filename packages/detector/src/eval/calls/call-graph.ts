import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction, memberName } from "../../syntax/nodes.js";
import type { CallNode, CallScope, FunctionNode } from "../../syntax/nodes.js";
import type { FileIndex } from "../../syntax/file-index.js";
import type { ImplementerIndex } from "../../types/implementers.js";
import { invocationOf } from "./invocation.js";
import { originsOf, rootOrigin } from "../origin.js";
import type { Frame, Leaf } from "../frames.js";
import type { Resolver } from "../resolver.js";

/** A call of a function or class, with the frame in which that was created. */
export interface Caller {
  readonly call: CallNode;
  readonly closure: Frame | null;
}

/** A function that a call can run. */
export interface Callee {
  readonly node: FunctionNode;
  readonly frame: Frame | null;
}

/** How often calls are looked at again for functions that reach them as arguments of other calls. */
const MAX_ROUNDS = 8;

const NO_CALLERS: readonly Caller[] = [];

/** Which calls of the program's files run which of its functions and make instances of which of its classes. */
export class CallGraph {
  private readonly resolver: Resolver;
  private readonly implementers: ImplementerIndex;
  private readonly callers = new Map<CallScope, Caller[]>();
  private readonly noted = new Map<
    CallNode,
    { readonly scope: CallScope; readonly closure: Frame | null }[]
  >();
  private readonly callees = new Map<CallNode, Callee[]>();
  private readonly entered = new Map<CallNode, CallScope[]>();
  private readonly asked = new Set<CallNode>();
  /** Calls that were followed into files which had to be parsed for it, as the program stands. */
  private readonly followed = new Set<CallNode>();
  private readonly wrapping = new Set<CallNode>();
  private readonly unread: FileIndex[] = [];
  /** Calls whose callee depends on what a function is passed. */
  private readonly dependent: CallNode[] = [];

  constructor(resolver: Resolver, implementers: ImplementerIndex) {
    this.resolver = resolver;
    this.implementers = implementers;
  }

  add(file: FileIndex): void {
    this.unread.push(file);
    this.followed.clear();
  }

  /** The calls of a function, the constructions of a class. */
  callersOf(scope: CallScope): readonly Caller[] {
    this.read();
    return this.callers.get(scope) ?? NO_CALLERS;
  }

  /** The functions of the program that a call can run. */
  calleesOf(call: CallNode): readonly Callee[] {
    this.read();
    return this.callees.get(call) ?? [];
  }

  /** The frames through which a function's or class's code is entered, each from the call nearest to it. */
  entriesOf(scope: CallScope): Frame[] {
    const direct = this.callersOf(scope).map(({ call, closure }) =>
      this.resolver.calls.enter({ node: scope, frame: closure }, call, null),
    );
    return scope.type === "ClassBody" ? [...direct, ...this.derivedEntries(scope)] : direct;
  }

  /** A base class is entered through the classes that extend it, also where nobody here makes an instance. */
  private derivedEntries(base: TSESTree.ClassBody): Frame[] {
    return this.implementers.of(base).classes.flatMap((derived) => {
      const made = this.callersOf(derived).map(({ call, closure }) =>
        this.resolver.calls.enter({ node: derived, frame: closure }, call, null),
      );
      const instances =
        made.length > 0 ? made : [this.resolver.calls.enter({ node: derived, frame: null }, undefined, null)];
      return instances.flatMap(
        (instance) => this.resolver.members.classes.baseFrame(derived, base, instance) ?? [],
      );
    });
  }

  private read(): void {
    if (this.unread.length === 0) return;
    for (const file of this.unread.splice(0)) {
      for (const call of file.calls) {
        const before = this.resolver.modules.timesSkipped;
        const { missed } = this.resolver.noting(() => this.resolver.plainly(() => this.connect(call, false)));
        if (missed !== undefined || this.resolver.modules.timesSkipped > before) this.dependent.push(call);
      }
    }
    // A function that is passed along is known once the call that passes it is.
    for (let round = 0; round < MAX_ROUNDS && !this.resolver.isExhausted; round += 1) {
      this.resolver.forgetWidened();
      const isNew = this.dependent.map((call) =>
        this.resolver.withAllArguments(
          (scope) => this.callers.get(scope) ?? NO_CALLERS,
          () => this.connect(call, false),
        ),
      );
      if (!isNew.includes(true)) return;
    }
  }

  /** The functions and classes that a call is known to enter. */
  scopesKnown(call: CallNode): readonly CallScope[] {
    this.read();
    return this.entered.get(call) ?? [];
  }

  /** How many ways into a function or class are known. */
  entryCount(scope: CallScope): number {
    const derived = scope.type === "ClassBody" ? this.implementers.of(scope).classes : [];
    return derived.reduce((sum, each) => sum + 1 + this.callersOf(each).length, this.callersOf(scope).length);
  }

  /** The functions and classes that a call enters, also where their file is not parsed yet. */
  scopesOf(call: CallNode): readonly CallScope[] {
    this.read();
    if (!this.followed.has(call)) {
      this.followed.add(call);
      this.connect(call, true);
    }
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
    this.read();
    let isNew = false;
    for (const call of files.flatMap((file) => file.calls)) {
      if (
        call.type !== "CallExpression" ||
        this.entered.has(call) ||
        this.asked.has(call) ||
        !names.has(calledName(call) ?? "")
      )
        continue;
      if (!this.mayBeOwn(call)) continue;
      this.asked.add(call);
      for (const node of ask(call)) isNew = this.note(call, node, null) || isNew;
    }
    return isNew;
  }

  /** Whether nothing says that a callee is a platform's, or of a module that has nothing to do with KV. */
  private mayBeOwn(call: TSESTree.CallExpression): boolean {
    const { modules } = this.resolver;
    return modules.withoutLoading(() =>
      originsOf(this.resolver, { node: call.callee, frame: null }).every((origin) => {
        const root = rootOrigin(origin);
        if (root.kind === "import") return !modules.isSkipped(root.leaf.node, root.module);
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
    const callee = (): Leaf[] =>
      this.resolver
        .follow(invocationOf(this.resolver, call, null).callee)
        .flatMap((leaf) => [leaf, ...this.wrappedBy(leaf)]);
    for (const leaf of loads ? callee() : this.resolver.modules.withoutLoading(callee)) {
      const scope = scopeOf(leaf, call);
      if (scope === undefined) continue;
      isNew = this.note(call, scope, leaf.frame) || isNew;
    }
    return isNew;
  }

  /** What a call of unknown making may run: `memoize(kvGet)`, `compose(logged)(kvPut)` run what they were given. */
  private wrappedBy({ node, path, frame }: Leaf): Leaf[] {
    if (node.type !== "CallExpression" || path.length > 0 || this.wrapping.has(node)) return [];
    this.wrapping.add(node);
    try {
      return node.arguments.flatMap((argument) => {
        const inner =
          argument.type === "SpreadElement" ? [] : this.resolver.follow({ node: argument, frame });
        return inner.flatMap((leaf) => (isNamedFunction(leaf) ? [leaf] : this.wrappedBy(leaf)));
      });
    } finally {
      this.wrapping.delete(node);
    }
  }

  private note(call: CallNode, scope: CallScope, closure: Frame | null): boolean {
    // By the call and not by the function: a call runs few functions, a function may have thousands of calls.
    const noted = this.noted.get(call) ?? [];
    if (noted.some((other) => other.scope === scope && other.closure === closure)) return false;
    this.noted.set(call, [...noted, { scope, closure }]);
    const callers = this.callers.get(scope);
    if (callers === undefined) this.callers.set(scope, [{ call, closure }]);
    else callers.push({ call, closure });
    this.entered.set(call, [...(this.entered.get(call) ?? []), scope]);
    if (isFunction(scope))
      this.callees.set(call, [...(this.callees.get(call) ?? []), { node: scope, frame: closure }]);
    return true;
  }
}

/** A function with a name of its own; one written on the spot is a callback, and not what the result runs. */
const isNamedFunction = ({ node, path }: Leaf): boolean =>
  path.length === 0 &&
  isFunction(node) &&
  (node.type === "FunctionDeclaration" ||
    node.parent.type === "VariableDeclarator" ||
    node.parent.type === "MethodDefinition" ||
    node.parent.type === "Property");

function calledName({ callee }: TSESTree.CallExpression): string | undefined {
  const node = callee.type === "ChainExpression" ? callee.expression : callee;
  return node.type === "MemberExpression"
    ? memberName(node)
    : node.type === "Identifier"
      ? node.name
      : undefined;
}

function scopeOf({ node, path }: Leaf, call: CallNode): CallScope | undefined {
  if (path.length > 0) return undefined;
  if (isFunction(node)) return node;
  return call.type === "NewExpression" &&
    (node.type === "ClassDeclaration" || node.type === "ClassExpression")
    ? node.body
    : undefined;
}
