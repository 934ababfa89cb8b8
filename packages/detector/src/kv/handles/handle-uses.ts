import type { TSESTree } from "@typescript-eslint/utils";
import { classNamed } from "../../eval/lookups.js";
import { originsOf, rootOrigin } from "../../eval/origin.js";
import { literalText } from "../../eval/declared-types.js";
import { canBe } from "../../eval/text/pattern.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import { globalPath, rowsOfMethod } from "../../flow/steps/built-ins.js";
import { stepsFrom } from "../../flow/steps/positions.js";
import type { Edge } from "../../flow/steps/positions.js";
import { forwards, forwardsFromReturn } from "../../flow/steps/rows.js";
import type { Root, Row, Target } from "../../flow/steps/rows.js";
import { isTestGlobal } from "../../http/clients.js";
import { isTestDoubleModule } from "../../http/foreign-modules.js";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { constructorOf } from "../../syntax/class-parts.js";
import { parameterAt } from "../../syntax/function-places.js";
import {
  enclosingFunction,
  isFunction,
  memberChain,
  memberName,
  peel,
  staticName,
  thisOwner,
} from "../../syntax/nodes.js";
import type { CallNode, FunctionNode } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { rowsOfCall } from "../uses/argument-use.js";
import { KEEPERS } from "../evidence/kept-bindings.js";
import { BINDING, memberOf, namesIn } from "./handle.js";
import type { Handle } from "./handle.js";
import {
  CALL,
  CALLING,
  COUNTS,
  MAX_DEPTH,
  around,
  inside,
  isGetter,
  isIndex,
  rowsOfChain,
} from "./handle-state.js";
import type { State } from "./handle-state.js";
import { callsOnUnknown, isWrittenTo, placesOfKept } from "./kept-places.js";
import { placesOfOwn } from "./own-members.js";

/** Where a handle may be read through, and it is not seen how. */
export interface UnseenUse {
  readonly node: TSESTree.Node;
  /** `called`: the function that reads is called there; `handed on`: what becomes of it is not seen. */
  readonly kind: "called" | "handed on";
}

/** Follows a handle forwards to what is not known as a read and could be one. */
export class HandleUses {
  private readonly context: Context;
  /** The calls that are reads. */
  private readonly known: ReadonlySet<TSESTree.Node>;
  private readonly visited = new Map<TSESTree.Node, Set<string>>();
  private readonly found: UnseenUse[] = [];

  constructor(context: Context, known: ReadonlySet<TSESTree.Node>) {
    this.context = context;
    this.known = known;
  }

  /** The uses of a handle that stands as a node; what was followed before is not followed again. */
  of(node: TSESTree.Node, handle: Handle): readonly UnseenUse[] {
    this.found.length = 0;
    const state: State = { handle, path: [] };
    if (node.type === "Property") this.bind(node.value, state);
    else this.follow(node, state);
    return [...this.found];
  }

  private follow(node: TSESTree.Node, state: State): void {
    // `state.kv = env.SESSIONS` reads nothing of `state`.
    if (node.type === "MemberExpression" && isWrittenTo(node)) return;
    const seen = this.visited.get(node) ?? new Set();
    this.visited.set(node, seen);
    const key = `${state.handle.kind} ${state.path.join(".")}`;
    if (seen.has(key) || state.path.length > MAX_DEPTH) return;
    seen.add(key);
    for (const edge of stepsFrom(node)) this.step(edge, state);
  }

  private step({ from, to, step }: Edge, state: State): void {
    switch (step.kind) {
      case "copy":
      case "await":
      case "choice":
        return this.follow(to, state);
      case "load":
        return this.load(to, step.name, state);
      case "store":
        return this.follow(to, { ...state, path: [step.name ?? ANY_MEMBER, ...state.path] });
      case "element":
        return this.bind(to, inside(state));
      case "spread":
        return to.type === "CallExpression" || to.type === "NewExpression"
          ? this.handedOn(to, state)
          : this.follow(to, to.type === "ArrayExpression" ? around(ANY_MEMBER, inside(state)) : state);
      case "bind":
        return this.bind(to, state);
      case "argument":
        return this.argument(to, from, step.position, state);
      case "callee":
        return this.called(to, state);
      case "return":
        return this.returned(to, state);
      case "text":
      case "compare":
      case "names":
      case "none":
      case "export":
        return;
      case "yield":
        return this.handedOn(to, state);
      case "unknown":
        return this.inField(from, to, state);
    }
  }

  /** `kv = env.SESSIONS` of a class: what its own code reads of it, the evaluation knows; others may have an instance. */
  private inField(from: TSESTree.Node, to: TSESTree.Node, state: State): void {
    const isField = to.type === "PropertyDefinition" || to.type === "AccessorProperty";
    const name = isField && to.value === from ? staticName(to) : undefined;
    if (!isField || name === undefined) return this.handedOn(to, state);
    this.inPlaces(placesOfOwn(this.context, to.parent, name), state);
  }

  private load(member: TSESTree.Node, name: string | undefined, state: State): void {
    const { handle, path } = state;
    const [first, ...rest] = path;
    if (first !== undefined) {
      if (first === ANY_MEMBER && COUNTS.has(name ?? "")) return;
      if (isIndex(first) && name !== undefined && this.ofCollection(member, name, state)) return;
      if (name === undefined || name === first || first === ANY_MEMBER)
        this.follow(member, { handle, path: rest });
      return;
    }
    const key = member.type === "MemberExpression" ? member.property : undefined;
    const names = name === undefined ? this.namesOf(key) : [name];
    if (names === undefined && handle.kind !== "environment") return this.dynamic(member, state);
    for (const next of names === undefined ? this.anyOf(handle, key) : this.membersOf(handle, names))
      this.follow(member, { handle: next, path });
  }

  private membersOf(handle: Handle, names: readonly string[]): Handle[] {
    return names.flatMap((name) => memberOf(handle, name) ?? []);
  }

  /** The names that `kv[OPERATION]` can read, where they are constants of the program. */
  private namesOf(key: TSESTree.Node | undefined): readonly string[] | undefined {
    return key === undefined
      ? undefined
      : this.context.resolver.staticNames({ node: key, callContext: null });
  }

  /** What a member whose name only the run knows may be: `env[name]`, `env[\`SHARD_${shard}\`]`, `const { [operation]: run } = kv`. */
  private anyOf(handle: Handle, key: TSESTree.Node | undefined): Handle[] {
    const patterns =
      key === undefined ? [] : patternsOf(this.context.resolver, { node: key, callContext: null });
    const canName = (name: string): boolean =>
      patterns.length === 0 || patterns.some((pattern) => canBe(pattern, name));
    return this.membersOf(handle, [...namesIn(handle)].filter(canName)).slice(0, 1);
  }

  /** `kv[method](key)` */
  private dynamic(member: TSESTree.Node, { handle }: State): void {
    if (
      handle.kind === "methods" &&
      member.parent?.type === "CallExpression" &&
      !this.known.has(member.parent)
    )
      this.found.push({ node: member, kind: "called" });
  }

  /** A method of an array or a `Map` in which the handle is. */
  private ofCollection(member: TSESTree.Node, name: string, state: State): boolean {
    const call = member.parent;
    const rows = rowsOfMethod("array", name) ?? rowsOfMethod("map", name);
    if (rows === undefined || call?.type !== "CallExpression" || call.callee !== member) return false;
    this.take(call, rows, "this", state);
    return true;
  }

  private called(call: TSESTree.Node, state: State): void {
    if (call.type !== "CallExpression") return;
    if (state.path[0] === CALL) return this.follow(call, inside(state));
    if (state.path.length > 0) return;
    if (state.handle.kind !== "reader") return;
    const callee = peel(call.callee);
    if (callee.type === "MemberExpression" && memberName(callee) === "bind") return this.follow(call, state);
    if (call.arguments.length > 0 && !this.known.has(call)) this.found.push({ node: call, kind: "called" });
  }

  private argument(call: TSESTree.Node, given: TSESTree.Node, position: number, state: State): void {
    if (call.type !== "CallExpression" && call.type !== "NewExpression") return;
    // `Reflect.apply(kv.get, kv, [key])`
    if (state.handle.kind === "reader" && position === 0 && CALLING.has(this.pathOf(call)))
      return this.called(call, state);
    // `Object.assign(this, { kv: env.SESSIONS })`
    const [first] = call.arguments;
    if (position > 0 && first !== undefined && this.pathOf(call) === "Object.assign")
      this.bind(peel(first), state);
    const rows = rowsOfCall(this.context, call) ?? rowsOfChain(call, state);
    if (rows !== undefined) return this.take(call, rows, position, state);
    const functions = this.functionsOf(call);
    if (functions.length === 0) return this.takenOrHandedOn(call, given, position, state);
    for (const fn of functions) this.bindParameter(fn, position, state);
  }

  /** A method of a collection by its name alone, before it is code of which nothing is known. */
  private takenOrHandedOn(call: CallNode, given: TSESTree.Node, position: number, state: State): void {
    const method = call.callee.type === "MemberExpression" ? memberName(call.callee) : undefined;
    // `kv.get.bind(kv)`: the receiver that goes with the function.
    if (/^(?:bind|call|apply)$/.test(method ?? "") && position === 0) return;
    // `context.set("kv", env.SESSIONS)`
    const key = call.arguments[0] === undefined ? undefined : literalText(call.arguments[0]);
    if (KEEPERS.test(method ?? "") && position === 1 && key !== undefined && this.keptUnder(key, state))
      return;
    // `this.kvs.set(name, env.SESSIONS)`
    if (method === "set" && position === 1 && call.callee.type === "MemberExpression")
      return this.bind(peel(call.callee.object), around(ANY_MEMBER, state));
    // `keys.map(kv.get, kv)`: the same.
    const beside = call.arguments[0];
    if (position > 0 && beside !== undefined && beside !== given && this.isReaderOf(beside)) return;
    this.handedOn(call, state);
  }

  /** What is kept under a name, where others can take it out; whether there are such places. */
  private keptUnder(name: string, state: State): boolean {
    const places = placesOfKept(this.context, name);
    this.inPlaces(places, state);
    return places.length > 0;
  }

  /** Whether what an object holds is looked for where the object itself gets to. */
  private isSeen(object: TSESTree.Node): boolean {
    if (object.type === "Identifier") return this.context.index.variableOf(object) !== undefined;
    const root = memberChain(object)?.root;
    return root?.type === "ThisExpression" && thisOwner(root) !== undefined;
  }

  private inPlaces(places: readonly TSESTree.Node[], state: State): void {
    for (const place of places) {
      if (place.type === "Property") this.bind(place.value, state);
      else this.follow(place, state);
    }
  }

  private pathOf(call: CallNode): string {
    return globalPath(this.context.index, call.callee) ?? "";
  }

  private isReaderOf(node: TSESTree.Node): boolean {
    const member = peel(node);
    return member.type === "MemberExpression" && this.visited.has(member);
  }

  private take(call: CallNode, rows: readonly Row[], root: Root, { handle, path }: State): void {
    if (path[0] === CALL)
      for (const target of forwardsFromReturn(rows, root, path.slice(1), call.arguments.length))
        this.target(call, target, handle);
    for (const forward of forwards(rows, root, path, call.arguments.length)) {
      if (forward.kind === "opens") {
        // `Object.values(env)` of an environment.
        if (handle.kind === "environment") this.eachBinding(call, forward.row);
        continue;
      }
      this.target(call, forward.target, handle);
    }
  }

  /** Each binding of an environment, as an element of what is made of them. */
  private eachBinding(call: CallNode, { to }: Row): void {
    const path = (to?.accesses ?? []).map((access) =>
      access.kind === "member" ? (access.name ?? ANY_MEMBER) : ANY_MEMBER,
    );
    this.follow(call, { handle: BINDING, path });
  }

  private target(call: CallNode, { parameter, root, path }: Target, handle: Handle): void {
    const state: State = { handle, path };
    if (parameter === undefined) {
      if (root === "result") this.follow(call, state);
      // `this.made.set(name, env.SESSIONS)`
      const receiver = call.callee.type === "MemberExpression" ? peel(call.callee.object) : undefined;
      if (root === "this" && receiver !== undefined) this.bind(receiver, state);
      return;
    }
    const callback = typeof parameter.argument === "number" ? call.arguments[parameter.argument] : undefined;
    if (callback === undefined) return;
    const functions = this.context.resolver.functionsOf({ node: callback, callContext: null });
    if (functions.length === 0) this.handedOn(call, state);
    for (const { node } of functions) this.bindParameter(node, parameter.position, state);
  }

  private functionsOf(call: CallNode): FunctionNode[] {
    const scopes = call.callee.type === "Super" ? this.baseOf(call.callee) : this.context.scopesEntered(call);
    return scopes.flatMap((scope) => {
      const fn = scope.type === "ClassBody" ? constructorOf(scope) : scope;
      return fn === undefined ? [] : [fn];
    });
  }

  /** The class whose constructor `super(env.SESSIONS)` runs. */
  private baseOf(node: TSESTree.Super): readonly TSESTree.ClassBody[] {
    const owner = thisOwner(node);
    const parent = owner?.type === "ClassBody" ? owner.parent.superClass : null;
    const base = parent === null ? undefined : classNamed(this.context.resolver, parent);
    return base === undefined ? [] : [base];
  }

  private bindParameter(fn: FunctionNode, position: number, state: State): void {
    const parameter = parameterAt(fn, position);
    if (parameter !== undefined)
      this.bind(parameter.target, parameter.element === undefined ? state : around(ANY_MEMBER, state));
  }

  private bind(target: TSESTree.Node, state: State): void {
    const { handle, path } = state;
    switch (target.type) {
      case "Identifier":
        for (const reference of this.context.index.variableOf(target)?.references ?? [])
          if (reference.isRead()) this.follow(reference.identifier, state);
        if (this.context.isInMarkup(target)) this.handedOn(target, state);
        return;
      case "AssignmentPattern":
        return this.bind(target.left, state);
      case "ArrayPattern":
        for (const [position, element] of target.elements.entries())
          if (element !== null && (path[0] === String(position) || path[0] === ANY_MEMBER))
            this.bind(element.type === "RestElement" ? element.argument : element, inside(state));
        return;
      case "ObjectPattern":
        for (const property of target.properties) this.bindProperty(property, state);
        return;
      case "MemberExpression": {
        // `holder.kv = env.SESSIONS`
        const name = memberName(target);
        const object = peel(target.object);
        if (path.length < MAX_DEPTH && this.isSeen(object))
          return this.bind(object, { handle, path: [name ?? ANY_MEMBER, ...path] });
        // `this.made[name] = make`: in what a member holds.
        if (name === undefined && object.type === "MemberExpression")
          return this.bind(object, around(ANY_MEMBER, state));
        // `app.locals.kv = env.SESSIONS`, `globalThis.kv = …`: whoever has the object can take it from there.
        if (name !== undefined) this.keptUnder(name, state);
        return;
      }
      case "ThisExpression": {
        // `init() { this.kv = env.SESSIONS; }`
        const [name, ...rest] = path;
        const owner = thisOwner(target);
        if (name === undefined || owner === undefined) return;
        if (name === ANY_MEMBER) return this.handedOn(target, state);
        return this.inPlaces(placesOfOwn(this.context, owner, name), { handle, path: rest });
      }
      default:
        return;
    }
  }

  private bindProperty(property: TSESTree.Property | TSESTree.RestElement, state: State): void {
    if (property.type === "RestElement") return this.bind(property.argument, state);
    const name = staticName(property);
    const [first] = state.path;
    if (first !== undefined) {
      if (name === first || first === ANY_MEMBER) this.bind(property.value, inside(state));
      return;
    }
    const names = name === undefined ? this.namesOf(property.key) : [name];
    const taken =
      names === undefined ? this.anyOf(state.handle, property.key) : this.membersOf(state.handle, names);
    for (const next of taken) this.bind(property.value, { handle: next, path: [] });
  }

  private returned(from: TSESTree.Node, state: State): void {
    const fn = isFunction(from) ? from : enclosingFunction(from);
    if (fn === undefined) return;
    for (const call of this.context.callersOf(fn)) this.follow(call, state);
    if (fn.parent.type === "MethodDefinition") this.givenByMethod(fn.parent, state);
    // `container.register("kv", () => env.SESSIONS)`: the function goes on with what it gives.
    else if (fn.type !== "FunctionDeclaration") this.follow(fn, isGetter(fn) ? state : around(CALL, state));
    // `container.register("kv", sessions)`
    else if (fn.id !== null) this.bind(fn.id, around(CALL, state));
    if (this.context.isFunctionInMarkup(fn)) this.handedOn(fn, state);
  }

  /** What a method gives to calls that may be its, and a getter where its name is read. */
  private givenByMethod(method: TSESTree.MethodDefinition, state: State): void {
    const name = staticName(method);
    if (name === undefined) return this.handedOn(method, state);
    if (method.kind === "get") return this.inPlaces(placesOfOwn(this.context, method.parent, name), state);
    for (const call of callsOnUnknown(this.context, name)) this.follow(call, state);
  }

  /** Code that is not seen gets the handle; of an environment it gives it to the program's own handlers as a rule. */
  private handedOn(node: TSESTree.Node, { handle }: State): void {
    if (handle.kind === "environment") return;
    if ((node.type === "CallExpression" || node.type === "NewExpression") && this.isHarmless(node)) return;
    this.found.push({ node, kind: "handed on" });
  }

  /** Whether a call's function only looks at what it is given, or reads envelopes. */
  private isHarmless(call: CallNode): boolean {
    return originsOf(this.context.resolver, { node: call.callee, callContext: null }).every((origin) => {
      const root = rootOrigin(origin);
      if (root.kind === "import")
        return isTestDoubleModule(root.module) || this.context.isHelpersModule(root.module, root.value.node);
      return root.kind === "global" && isTestGlobal(root.name);
    });
  }
}
