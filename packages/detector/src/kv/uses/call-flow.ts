import type { TSESTree } from "@typescript-eslint/utils";
import type { Flow } from "./uses.js";
import type { Tracer } from "./tracer.js";
import { nameAskedFor, namesIn } from "./asked-names.js";
import type { CopyFlow } from "./copy-flow.js";
import type { FunctionFlow } from "./function-flow.js";
import { around, inside, isDocument, isElement, isStream } from "./flow.js";
import {
  frameworkUse,
  isAnswerOf,
  isSchemaCall,
  rowsOfCall,
  rowsOfFunction,
  schemaUse,
} from "./argument-use.js";
import { isDigest } from "./digest-use.js";
import { UNWRAPPING_HELPERS, DECODER, ALIAS_SUFFIX } from "../vocabulary.js";
import { globalPath, rowsOfMethod } from "../../flow/steps/built-ins.js";
import type { Receiver } from "../../flow/steps/built-ins.js";
import { forwards, forwardsFromReturn } from "../../flow/steps/rows.js";
import type { Forward, Root, Row, Target } from "../../flow/steps/rows.js";
import { promiseResolvedBy } from "../../flow/executors.js";
import { parameterAt } from "../../syntax/function-places.js";
import { isFunction, memberName } from "../../syntax/nodes.js";
import type { CallNode, FunctionNode } from "../../syntax/nodes.js";
import { classNamed } from "../../eval/lookups.js";
import type { Context } from "../context.js";

const TOLERANT_CALLEES = new Set(
  [...UNWRAPPING_HELPERS, DECODER].flatMap((name) => [name, name + ALIAS_SUFFIX]),
);

/** What `JSON.parse` and `JSON.stringify` do. */
const PER_MEMBER: ReadonlySet<Row["change"]> = new Set<Row["change"]>(["parsed", "json"]);

const CONTAINERS = ["array", "map", "set"] as const;

/** Takes a read through calls: those that it is passed to, and the methods of what holds it. */
export class CallFlow {
  private readonly context: Context;
  private readonly tracer: Tracer;
  private readonly functions: FunctionFlow;
  private readonly copies: CopyFlow;

  constructor(context: Context, tracer: Tracer, functions: FunctionFlow, copies: CopyFlow) {
    this.context = context;
    this.tracer = tracer;
    this.functions = functions;
    this.copies = copies;
  }

  /** A member of an array whose elements hold the read. */
  ofArray(
    member: TSESTree.MemberExpression,
    name: string | undefined,
    call: TSESTree.CallExpression | undefined,
    flow: Flow,
  ): void {
    const [step] = flow.path;
    if (name === undefined) return this.tracer.follow(member, inside(flow));
    if (isElement(name)) {
      if (isElement(step) && (step === name || !/^\d/.test(step ?? "")))
        this.tracer.follow(member, inside(flow));
      return;
    }
    if (name === "length") return;
    if (name === "size") return;
    // Nothing says here which of them holds it.
    if (call === undefined || !CONTAINERS.some((kind) => this.method(kind, name, call, flow)))
      this.tracer.unknownAt(member, flow);
  }

  /** A method of something that is of a known kind; whether the tables have it. */
  method(receiver: Receiver, name: string, call: TSESTree.CallExpression, flow: Flow): boolean {
    const rows = rowsOfMethod(receiver, name);
    if (rows === undefined) return false;
    // An array that the read is in is not what was read.
    this.take(call, rows, "this", flow);
    return true;
  }

  /** A call that the read is passed to. */
  argument(call: CallNode, node: TSESTree.Node, flow: Flow): void {
    const position = call.arguments.findIndex((argument) => argument === node);
    const asked = flow.path.length === 0 ? nameAskedFor(this.context, call, node) : undefined;
    if (asked !== undefined) {
      // What `Reflect.get` gives is followed as far as what a member is.
      for (const name of namesIn(this.context, asked) ?? [undefined])
        this.tracer.opens(name, call, flow, (inner) => {
          this.tracer.follow(call, inner);
        });
      return;
    }
    if (flow.kind === "text" && flow.path.length === 0 && isSearch(call))
      return this.tracer.apart(call, flow);
    if (position === 0 && flow.path.length === 0 && !isStream(flow.kind) && isAnswerOf(this.context, call))
      return this.tracer.answers(call, flow);
    if (flow.path.length === 0 && isDocument(flow.kind) && this.copies.assigned(call, node, flow)) return;
    const isWhole = flow.path.length === 0 && (flow.kind === "text" || isDocument(flow.kind));
    if (isWhole && isDigest(this.context, call)) {
      this.tracer.handOut();
      return this.tracer.digestedAt(call, flow);
    }
    const rows = rowsOfCall(this.context, call);
    if (rows !== undefined) return this.take(call, rows, position, flow);
    if (call.type === "NewExpression") return this.made(call, position, flow);
    if ((flow.path.length === 0 || flow.kind === "message") && this.isHelper(call.callee))
      return this.tracer.use("tolerant", flow);
    const callee = this.context.index.textOf(call.callee);
    const functions = this.functions.calleesOf(call);
    if (
      !isStream(flow.kind) &&
      isSchemaCall(call, callee) &&
      (functions.length === 0 || schemaUse(this.context, call) === "opaque")
    ) {
      this.tracer.handOut();
      return this.tracer.use(schemaUse(this.context, call), flow);
    }
    if (functions.length === 0) {
      const promise = position === 0 ? promiseResolvedBy(this.context.index, call.callee) : undefined;
      return promise === undefined ? this.outside(call, flow) : this.tracer.follow(promise, flow);
    }
    for (const fn of functions) {
      this.functions.handIn(fn, call);
      this.bindParameter(fn, position, flow);
    }
  }

  /** `new Entry(raw)`: what the constructor makes of it. */
  private made(call: TSESTree.NewExpression, position: number, flow: Flow): void {
    const body = classNamed(this.context.resolver, call.callee);
    const constructor = body?.body.find(
      (member) => member.type === "MethodDefinition" && member.kind === "constructor",
    );
    const fn = constructor?.type === "MethodDefinition" ? constructor.value : undefined;
    if (fn === undefined || !isFunction(fn)) return this.outside(call, flow);
    this.bindParameter(fn, position, flow);
  }

  /** A call of a function of which no code is seen. */
  private outside(call: CallNode, flow: Flow): void {
    const use = isStream(flow.kind) ? undefined : frameworkUse(this.context, call);
    if (use === "answer") return this.tracer.answers(call, flow);
    this.tracer.handOut();
    if (use === "log") this.tracer.use("value", flow);
    else this.tracer.unknownAt(call, flow);
  }

  /** A function that is called with it: `request(url, onResponse)`, `response.on("data", (chunk) => …)`. */
  handedTo(callback: TSESTree.Node, flow: Flow, position = 0): void {
    if (isFunction(callback)) return this.bindParameter(callback, position, flow);
    if (callback.type === "CallExpression" && this.isHelper(callback.callee))
      return this.tracer.use("tolerant", flow);
    const promise = position === 0 ? promiseResolvedBy(this.context.index, callback) : undefined;
    if (promise !== undefined) return this.tracer.follow(promise, flow);
    const functions = this.context.resolver.functionsOf({ node: callback, callContext: null });
    for (const { node } of functions) this.bindParameter(node, position, flow);
    if (functions.length > 0) return;
    this.tracer.handOut();
    this.tracer.unknownAt(callback, flow);
  }

  private bindParameter(fn: FunctionNode, position: number, flow: Flow): void {
    const parameter = parameterAt(fn, position);
    if (parameter === undefined) return;
    const { target, element } = parameter;
    this.tracer.bind(target, element === undefined ? flow : around(flow, String(element)));
  }

  /** Takes the read on as the rows of a built-in function say. */
  private take(call: CallNode, rows: readonly Row[], root: Root, flow: Flow): void {
    for (const forward of forwards(rows, root, flow.path, call.arguments.length))
      this.takeOne(call, forward, flow);
  }

  private takeOne(call: CallNode, forward: Forward, flow: Flow): void {
    // `Promise.all(data)`: the value itself is a list.
    if (forward.kind === "opens") return this.tracer.opens(forward.name, call, flow);
    const { target } = forward;
    if (target.root === "this" && target.row.change === "copy" && this.intoContainer(call, at(flow, target)))
      return;
    if (target.parameter !== undefined) {
      const { argument, position } = target.parameter;
      const callback = typeof argument === "number" ? call.arguments[argument] : undefined;
      if (callback !== undefined) this.intoCallback(callback, call, argument, position, at(flow, target));
      return;
    }
    if (target.root === "result" || target.row.change === "names") return this.given(call, target, flow);
    this.tracer.handOut();
    // It is kept in something that has other names too: who takes it from there is not seen.
    if (target.root !== undefined || target.row.change === "hidden" || isStream(flow.kind))
      return this.tracer.unknownAt(call, flow);
    this.tracer.wholeAt(call, flow);
  }

  /** `chunks.push(chunk)`, into an array, a `Map` or a `Set` that is made here: each use of it is seen. Whether it is that. */
  private intoContainer(call: CallNode, flow: Flow): boolean {
    const { callee } = call;
    const holder = callee.type === "MemberExpression" ? callee.object : undefined;
    const variable = holder?.type === "Identifier" ? this.context.index.variableOf(holder) : undefined;
    const [definition, ...others] = variable?.defs ?? [];
    if (variable === undefined || definition?.type !== "Variable" || others.length > 0) return false;
    const { init, parent } = definition.node;
    const isFresh =
      init !== null &&
      isContainer(this.context, init) &&
      variable.references.every((each) => each.init === true || !each.isWrite());
    if (!isFresh || parent.parent.type === "ExportNamedDeclaration") return false;
    for (const { identifier } of variable.references)
      if (identifier !== holder) this.tracer.follow(identifier, flow);
    return true;
  }

  /** What a built-in function gives. */
  private given(call: CallNode, target: Target, flow: Flow): void {
    const next = at(flow, target);
    const [, eachMember] = call.arguments;
    // A reviver or a replacer is called with each member: `(name, value) => …`.
    if (PER_MEMBER.has(target.row.change) && eachMember !== undefined && !isNothing(eachMember))
      this.tracer.unknownAt(eachMember, flow);
    switch (target.row.change) {
      case "copy":
        return this.tracer.follow(call, next);
      case "response":
        if (flow.kind === "body" && flow.path.length === 0)
          return this.tracer.follow(call, { ...next, kind: "response", isRemade: true });
        return this.tracer.answers(call, flow);
      case "names":
        return this.tracer.namesAt(call, next);
      case "hidden":
        return this.tracer.unknownAt(call, flow);
      case "parsed":
        if (next.path.length === 0 && !isStream(flow.kind)) return this.tracer.parsed(call, next);
        return this.tracer.unknownAt(call, flow);
      case "text":
        if (next.path.length === 0 && !isStream(flow.kind)) return this.tracer.follow(call, next);
        return this.tracer.unknownAt(call, flow);
      case "json":
        if (next.path.length === 0 && isDocument(flow.kind))
          return this.tracer.follow(call, { ...next, kind: "text", isStringified: true });
        this.tracer.handOut();
        if (!isDocument(flow.kind) && flow.kind !== "text") return this.tracer.wholeAt(call, next);
        this.tracer.partOf(call);
        return this.tracer.follow(call, {
          kind: "text",
          path: [],
          within: next,
          ...(flow.own && { own: flow.own }),
        });
    }
  }

  /** One of the runtime's readers, imported: not a function of the program's own that is called alike. */
  private isHelper(callee: TSESTree.Node): boolean {
    // Of the module as a whole: `kvEnvelope.unwrapResponse`.
    if (callee.type === "MemberExpression")
      return callee.object.type === "Identifier" && TOLERANT_CALLEES.has(memberName(callee) ?? "");
    if (callee.type !== "Identifier" || !TOLERANT_CALLEES.has(callee.name)) return false;
    return this.context.index.variableOf(callee)?.defs[0]?.type !== "FunctionName";
  }

  /** Binds a callback's parameter; what it returns goes on from the call (see `returned`). */
  private intoCallback(
    callback: TSESTree.Node,
    call: CallNode,
    root: Root,
    position: number,
    flow: Flow,
  ): void {
    if (isFunction(callback)) return this.bindParameter(callback, position, flow);
    // `.then(undefined, onFailure)`
    if (isNothing(callback)) return this.tracer.follow(call, flow);
    if (flow.path.length === 0 && this.isHelper(callback)) return this.tracer.use("tolerant", flow);
    // A function of the platform that is handed over itself: `.then(JSON.parse)`.
    const own = rowsOfFunction(this.context, callback);
    if (own !== undefined) return this.throughBuiltIn(own, call, root, position, flow);
    const functions = this.context.resolver.functionsOf({ node: callback, callContext: null });
    if (functions.length === 0) {
      this.tracer.handOut();
      this.tracer.unknownAt(callback, flow);
    }
    for (const { node } of functions) this.bindParameter(node, position, flow);
  }

  private throughBuiltIn(
    own: readonly Row[],
    call: CallNode,
    root: Root,
    position: number,
    flow: Flow,
  ): void {
    const runner = typeof root === "number" ? this.rowsOf(call, root) : undefined;
    for (const inner of forwards(own, position, flow.path, 1)) {
      if (inner.kind === "opens" || inner.target.root !== "result") {
        this.takeOne(call, inner, flow);
        continue;
      }
      // What it gives is what the callback gives.
      for (const outer of forwardsFromReturn(runner ?? [], root, inner.target.path, call.arguments.length)) {
        const next = at(flow, outer);
        if (inner.target.row.change === "parsed") this.tracer.parsed(call, next);
        else this.tracer.follow(call, next);
      }
    }
  }

  /** The rows of a call by what it calls, or by its method's name alone. */
  private rowsOf(call: CallNode, position: number): readonly Row[] | undefined {
    return rowsOfCall(this.context, call) ?? this.functions.rowsOfRunner(call, position);
  }
}

const isNothing = (node: TSESTree.Node): boolean =>
  (node.type === "Literal" && node.value === null) ||
  (node.type === "Identifier" && node.name === "undefined");

const at = (flow: Flow, target: Target): Flow => ({ ...flow, path: target.path });

/** `/"value":(\d+)/.exec(text)`: a regular expression's methods, which a text is passed to. */
const isSearch = ({ callee }: CallNode): boolean =>
  callee.type === "MemberExpression" && /^(?:exec|test)$/.test(memberName(callee) ?? "");

/** `[]`, `new Map()` */
const isContainer = (context: Context, init: TSESTree.Node): boolean =>
  init.type === "ArrayExpression" ||
  (init.type === "NewExpression" && /^(?:Map|Set)$/.test(globalPath(context.index, init.callee) ?? ""));
