import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { constructorOf } from "../../syntax/class-parts.js";
import { definedName, isCommonJsStar } from "../../syntax/module/common-js.js";
import { nameOf } from "../../syntax/module/export-names.js";
import type { FileIndex } from "../../syntax/file-index.js";
import { constructedClass, isFunction, memberChain, memberName, thisOwner } from "../../syntax/nodes.js";
import type { CallNode, CallScope, FunctionNode } from "../../syntax/nodes.js";
import { rowsOfCall } from "../steps/built-ins.js";
import { forwardsFromReturn } from "../steps/rows.js";
import { CALL, firstMember, INSTANCE, ITSELF, PASSED } from "./access-path.js";
import { holding, isByName, stepInto } from "./expressions.js";
import type { TrackedProgram } from "./program.js";
import { intoProxy, makesProxy } from "./proxies.js";
import { Visited } from "./state.js";
import type { Passed, State } from "./state.js";
import { intoCallback } from "./types.js";
import type { Tracking } from "./tracking.js";

/** A call that passed something into a function, and what it was looked at within itself. */
interface Entry {
  readonly call: CallNode;
  readonly within: Passed | undefined;
  /** The class of which it makes an instance, where it is not the one that has the constructor. */
  readonly derived: TSESTree.ClassBody | undefined;
}

/** What a function makes of what it is passed at a position. */
interface Change {
  readonly position: number;
  readonly state: State;
}

/** How many changes of one function are told apart. */
const MAX_CHANGES = 24;

const isSameChange = (one: Change, other: Change): boolean =>
  one.position === other.position &&
  one.state.of === other.state.of &&
  one.state.isAnswer === other.state.isAnswer &&
  one.state.path.join() === other.state.path.join();

/** What calls get of what they pass, or only what extends the class that they make an instance of. */
interface Given {
  readonly state: State;
  readonly isClosed: boolean;
}

/** Takes what is tracked into the functions that are called with it, and out of those that return it. */
export class CallTracking {
  /** The calls that evidence reaches: as what is called, or as an argument. */
  readonly evident = new Map<CallNode, "own" | "passed">();
  /** The calls that pass evidence into a function or a class. */
  readonly evidentEntries = new Map<CallScope, Set<CallNode>>();
  /** The calls that can run a function, or make an instance of a class. */
  readonly callers = new Map<CallScope, Set<CallNode>>();
  /** The files that something was passed into. */
  readonly enteredFiles = new Set<FileIndex>();
  private readonly tracking: Tracking;
  private readonly program: TrackedProgram;
  private readonly entries = new Map<Passed, Entry[]>();
  private readonly given = new Map<Passed, Given[]>();
  private readonly known = new Visited();
  private readonly parameters = new Map<CallScope, Passed[]>();
  /** The calls of callbacks, by the functions that are passed those; */
  private readonly waiting = new Map<CallScope, Set<CallNode>>();
  /** what they pass; */
  private readonly passedOn = new Map<
    CallNode,
    { readonly argument: TSESTree.Node; readonly state: State }[]
  >();
  /** and what they can run, by all callers that are known. */
  private readonly callbacks = new Map<CallNode, readonly CallScope[]>();

  /** What functions make of what they are passed. */
  private readonly changes = new Map<CallScope, Change[]>();

  constructor(tracking: Tracking, program: TrackedProgram) {
    this.tracking = tracking;
    this.program = program;
  }

  called(call: CallNode, state: State): void {
    const made = stepInto(call.type === "NewExpression" ? INSTANCE : CALL, state);
    if (state.path.length > 0) {
      if (made !== undefined) this.tracking.value(call, made);
      const given = stepInto(PASSED, state);
      if (given !== undefined)
        for (const argument of call.arguments) intoCallback(this.tracking, argument, given);
      return;
    }
    if (state.of === "evidence") {
      this.reach(call, state);
      return this.answered(call, state);
    }
    if (state.of.kind !== "kept") return;
    const { scope } = state.of;
    const known = this.callers.get(scope) ?? new Set();
    this.callers.set(scope, known);
    if (known.has(call)) return;
    known.add(call);
    for (const waiting of this.waiting.get(scope) ?? []) this.findCallbacks(waiting);
    for (const { position, state: made } of this.changes.get(scope) ?? [])
      this.changedBy(call, position, made);
  }

  /** Takes what a function makes of an argument to what its callers pass there. */
  changed(fn: FunctionNode, position: number, state: State): void {
    const known = this.changes.get(fn) ?? [];
    this.changes.set(fn, known);
    // One that calls itself with a member, `walk(node.next)`, has it in more and more of them.
    const change = { position, state: known.length < MAX_CHANGES ? state : { ...state, path: ITSELF } };
    if (known.some((other) => isSameChange(other, change))) return;
    known.push(change);
    this.tracking.callersMatter(fn);
    for (const call of this.callers.get(fn) ?? []) this.changedBy(call, position, change.state);
  }

  private changedBy(call: CallNode, position: number, state: State): void {
    const argument = call.arguments[position];
    const isPlain = argument?.type === "Identifier" || argument?.type === "MemberExpression";
    if (isPlain) this.tracking.bind(argument, { ...state, within: undefined });
  }

  /** What is passed to a callback goes to whatever the callers of the function around pass for it. */
  private findCallbacks(call: CallNode): void {
    const scopes = this.program.scopesByAnyCaller(call, (scope) => this.callers.get(scope) ?? new Set());
    const known = this.callbacks.get(call) ?? [];
    this.callbacks.set(call, scopes);
    for (const scope of scopes) {
      if (known.includes(scope)) continue;
      for (const { argument, state } of this.passedOn.get(call) ?? [])
        this.enter(scope, call, argument, state);
    }
  }

  private reach(call: CallNode, { within }: State): void {
    if (within === undefined) this.evident.set(call, "own");
    else if (!this.evident.has(call)) this.evident.set(call, "passed");
  }

  /** What code that is not seen gives for evidence may be evidence: a client, a URL, a request to be completed. */
  private answered(call: CallNode, state: State): void {
    for (const argument of call.arguments) intoCallback(this.tracking, argument, { ...state, path: ITSELF });
    const isAnswer = call.type === "CallExpression" && !MAKES.test(calledAs(call));
    this.tracking.value(call, { ...state, path: ITSELF, isAnswer });
  }

  passed(call: CallNode, argument: TSESTree.Node, state: State): void {
    if (state.of === "evidence") this.reach(call, state);
    if (this.isExport(call, argument, state) || this.isIdle(call, state)) return;
    if (makesProxy(this.program.index, call)) return intoProxy(this.tracking, call, argument, state);
    const scopes = call.callee.type === "Super" ? this.baseOf(call) : this.program.scopesEntered(call);
    for (const scope of scopes) this.enter(scope, call, argument, state);
    if (scopes.length > 0) return;
    const missed = this.program.scopesMissedBy(call);
    if (missed.size > 0) {
      this.passedOn.set(call, [...(this.passedOn.get(call) ?? []), { argument, state }]);
      for (const scope of this.callbacks.get(call) ?? []) this.enter(scope, call, argument, state);
    }
    for (const scope of missed) {
      this.waiting.set(scope, (this.waiting.get(scope) ?? new Set()).add(call));
      this.tracking.callersMatter(scope);
    }
    this.keptBy(call, argument, state);
    this.givenBack(call, argument, state);
    // A callback that is written on the spot is not what the result runs.
    const isItself = state.of === "evidence" && state.path.length === 0;
    if (
      !isItself &&
      !(isFunction(argument) && runsNow(call)) &&
      (state.of === "evidence" ? missed.size === 0 : !isFunction(argument))
    )
      this.handedOn(call, state);
    if (isItself || (state.of === "evidence" && this.isFactory(call))) this.answered(call, state);
  }

  /** The class whose constructor `super(…)` runs. */
  private baseOf(call: CallNode): readonly CallScope[] {
    const owner = thisOwner(call);
    const base = owner?.type === "ClassBody" ? owner.parent.superClass : null;
    const found = base === null ? undefined : this.program.classNamed(base);
    return found === undefined ? [] : [found];
  }

  /** A library's function may make a client of what holds evidence: `axios.create({ baseURL })`. */
  private isFactory({ callee }: CallNode): boolean {
    const root = memberChain(callee)?.root;
    const definition = root?.type === "Identifier" ? this.program.index.variableOf(root)?.defs[0] : undefined;
    return definition !== undefined && definition.type !== "Parameter";
  }

  /** Whether a function may put members into a list: `Object.values`, a library's; a method of `this`, or what is passed in, rather not. */
  private mayCollect({ callee }: CallNode): boolean {
    const root = memberChain(callee)?.root;
    return root?.type === "Identifier" && this.program.index.variableOf(root)?.defs[0]?.type !== "Parameter";
  }

  /** `memoize(kvGet)`, `Object.freeze({ put })`; what was a member, or in a pair, is an element of another collection. */
  private handedOn(call: CallNode, state: State): void {
    this.tracking.value(call, state);
    const [first, ...rest] = state.path;
    if (first === undefined || first === CALL || first === INSTANCE || !this.mayCollect(call)) return;
    const [second] = rest;
    const element: State = { ...state, path: second === ANY_MEMBER ? rest : [ANY_MEMBER, ...rest] };
    this.tracking.value(call, element);
    // `Object.entries(writers)`
    if (isEntries(call)) this.tracking.value(call, holding(ANY_MEMBER, element));
  }

  /** Whether what is passed has a member that nothing reads where the called function stands. */
  private isIdle(call: CallNode, { path }: State): boolean {
    const member = firstMember(path);
    const chain = member === undefined ? undefined : memberChain(call.callee);
    const definition =
      chain?.root.type === "Identifier" ? this.program.index.variableOf(chain.root)?.defs[0] : undefined;
    if (definition?.type !== "ImportBinding" || definition.parent.type !== "ImportDeclaration") return false;
    const { node, parent } = definition;
    const name =
      node.type === "ImportSpecifier"
        ? nameOf(node.imported)
        : node.type === "ImportNamespaceSpecifier"
          ? (chain?.path[0] ?? ANY_MEMBER)
          : "default";
    return member !== undefined && this.program.modules.isIdle(call, parent.source.value, name, member);
  }

  private isExport(call: CallNode, argument: TSESTree.Node, state: State): boolean {
    const name = definedName(this.program.index, call);
    if (name === undefined && !isCommonJsStar(this.program.index, call)) return false;
    if (name !== undefined) {
      const value = stepInto("value", state) ?? stepIntoGetter(state);
      if (value !== undefined) this.tracking.exported(argument, name, value);
      return true;
    }
    const [first, ...rest] = state.path;
    this.tracking.exported(argument, first ?? ANY_MEMBER, {
      ...state,
      path: first === undefined ? [] : rest,
    });
    return true;
  }

  private enter(scope: CallScope, call: CallNode, argument: TSESTree.Node, state: State): void {
    if (!isByName(state)) this.enteredFiles.add(this.program.index.fileOf(scope));
    if (state.of === "evidence") {
      const evident = this.evidentEntries.get(scope) ?? new Set();
      this.evidentEntries.set(scope, evident.add(call));
    }
    const fn = scope.type === "ClassBody" ? this.constructorOf(scope) : scope;
    if (fn === undefined) return;
    const position = call.arguments.findIndex((each) => each === argument);
    const isSpread = call.arguments.slice(0, position + 1).some(({ type }) => type === "SpreadElement");
    for (const [place, parameter] of fn.params.entries()) {
      const isRest = parameter.type === "RestElement";
      if (!isRest && !isSpread && !isReceiverCall(call) && place !== position) continue;
      this.noteEntry(scope, fn, place, { call, within: state.within, derived: undefined });
      const inner: State = { ...state, within: this.parameter(fn, place) };
      if (isRest) this.tracking.bind(parameter.argument, holding(ANY_MEMBER, inner));
      else this.tracking.bind(parameter, isSpread ? (stepInto(ANY_MEMBER, inner) ?? inner) : inner);
    }
  }

  private noteEntry(scope: CallScope, fn: FunctionNode, place: number, entry: Entry): void {
    this.note(this.parameter(fn, place), entry);
    if (scope.type !== "ClassBody") return;
    this.note(this.parameter(scope, place), entry);
    const owner = constructedClass(fn);
    if (owner !== undefined && owner !== scope)
      this.note(this.parameter(owner, place), { ...entry, derived: scope });
  }

  /** A parameter, as what something is passed. */
  parameter(scope: CallScope, place: number): Passed {
    let all = this.parameters.get(scope);
    if (all === undefined) this.parameters.set(scope, (all = []));
    return (all[place] ??= { scope, place });
  }

  private note(passed: Passed, entry: Entry): void {
    const known = this.entries.get(passed) ?? [];
    this.entries.set(passed, known);
    if (known.some(({ call, within }) => call === entry.call && within === entry.within)) return;
    known.push(entry);
    for (const given of this.given.get(passed) ?? []) this.giveTo(entry, given);
  }

  private constructorOf(body: TSESTree.ClassBody): FunctionNode | undefined {
    const own = constructorOf(body);
    const base = body.parent.superClass;
    if (own !== undefined || base === null) return own;
    const inherited = this.program.classNamed(base);
    return inherited === undefined || inherited === body ? undefined : this.constructorOf(inherited);
  }

  /** `list.push(put)`, `registry.set("kv", put)`, `Object.assign(target, { put })`: what is added to something is in it. */
  private keptBy(call: CallNode, argument: TSESTree.Node, state: State): void {
    const { callee } = call;
    if (callee.type !== "MemberExpression") return;
    const name = memberName(callee);
    if (name !== undefined && KEEPS_NOTHING.test(name)) return;
    const [target] = call.arguments;
    if (name === "assign" && target !== undefined && target !== argument && target.type !== "SpreadElement")
      return this.tracking.bind(target, state);
    const { object } = callee;
    if (object.type === "ThisExpression" && name !== undefined && this.tracking.isOwn(object, name)) return;
    if (
      object.type === "Identifier" ||
      object.type === "MemberExpression" ||
      object.type === "ThisExpression"
    )
      this.tracking.bind(object, holding(ANY_MEMBER, state));
  }

  /** What a function gives that the platform runs, where the platform puts it: `verbs.map(makeMethod)`. */
  private givenBack(call: CallNode, callback: TSESTree.Node, state: State): void {
    const [first, ...path] = state.path;
    if (first !== CALL || call.type !== "CallExpression") return;
    const rows = rowsOfCall(this.program.index, call);
    const position = call.arguments.findIndex((each) => each === callback);
    for (const { root, path: at } of forwardsFromReturn(rows, position, path, call.arguments.length))
      if (root === "result") this.tracking.value(call, { ...state, path: at });
  }

  returned(fn: FunctionNode | undefined, state: State): void {
    if (fn === undefined || (state.isAnswer && fn.async)) return;
    if (state.within?.scope === fn) return this.gives(state.within, state);
    const { parent } = fn;
    // What a callback gives, whoever runs it may give back.
    if (parent.type === "CallExpression" && parent.callee !== fn) {
      this.tracking.value(parent, state);
      this.givenBack(parent, fn, holding(CALL, state));
    }
    this.tracking.value(fn, holding(CALL, state));
  }

  /** What a function was passed it gives back, and an instance holds what its constructor was: to those calls alone. */
  gives(passed: Passed, state: State, isClosed = false): void {
    const given = this.known.add(passed, state);
    if (given === undefined) return;
    this.given.set(passed, [...(this.given.get(passed) ?? []), { state: given, isClosed }]);
    for (const entry of this.entries.get(passed) ?? []) this.giveTo(entry, { state: given, isClosed });
  }

  private giveTo({ call, within, derived }: Entry, { state, isClosed }: Given): void {
    if (derived !== undefined) this.tracking.ofInstance(derived, state);
    else if (!isClosed || call.callee.type === "Super") this.tracking.value(call, { ...state, within });
  }
}

/** Names of functions that make what others are called on, so that it may be waited for: `axios.create`, `envelopeStore`. */
const MAKES = /^(?:create|extend|defaults|make|build|init|open|connect)|(?:Store|Client|Instance)$/;

const calledAs = ({ callee }: CallNode): string =>
  callee.type === "Identifier"
    ? callee.name
    : callee.type === "MemberExpression"
      ? (memberName(callee) ?? "")
      : "";

/** Methods that run what they are called on or are given, and keep nothing of it: of functions, of promises. */
const KEEPS_NOTHING = /^(?:call|apply|bind|then|catch|finally)$/;

const runsNow = ({ callee }: CallNode): boolean =>
  callee.type === "MemberExpression" && KEEPS_NOTHING.test(memberName(callee) ?? "");

/** `put.call(self, key, value)`: the positions are others. */
const isReceiverCall = ({ callee }: CallNode): boolean =>
  callee.type === "MemberExpression" && /^(?:call|apply)$/.test(memberName(callee) ?? "");

const isEntries = ({ callee }: CallNode): boolean =>
  callee.type === "MemberExpression" && memberName(callee) === "entries";

const stepIntoGetter = (state: State): State | undefined => {
  const getter = stepInto("get", state);
  return getter === undefined ? undefined : stepInto(CALL, getter);
};
