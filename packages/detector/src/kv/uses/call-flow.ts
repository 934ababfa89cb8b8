import type { TSESTree } from "@typescript-eslint/utils";
import type { Flow } from "./uses.js";
import type { Tracer } from "./tracer.js";
import type { FunctionFlow } from "./function-flow.js";
import { inside, settled } from "./flow.js";
import { argumentUse, isSchemaCall, schemaUse, isForwarding } from "./argument-use.js";
import { UNWRAPPING_HELPERS, DECODER, ALIAS_SUFFIX } from "../vocabulary.js";
import { isFunction, memberName } from "../../syntax/nodes.js";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import type { Context } from "../context.js";

/** Array methods that hand each element to a callback. */
const ITERATING = new Set(["map", "flatMap", "filter", "forEach", "find", "some", "every"]);
/** Array methods that give an element, or an array of them. */
const TAKING = new Set(["at", "pop", "shift", "find"]);
const KEEPING = new Set(["filter", "slice", "reverse", "sort", "toSorted", "toReversed", "concat"]);

const TOLERANT_CALLEES = new Set(
  [...UNWRAPPING_HELPERS, DECODER].flatMap((name) => [name, name + ALIAS_SUFFIX]),
);

/** Takes a read through calls: those that it is passed to, and the methods of arrays and promises that hold it. */
export class CallFlow {
  private readonly context: Context;
  private readonly tracer: Tracer;
  private readonly functions: FunctionFlow;

  constructor(context: Context, tracer: Tracer, functions: FunctionFlow) {
    this.context = context;
    this.tracer = tracer;
    this.functions = functions;
  }

  /** A member of an array whose elements hold the read. */
  ofArray(
    member: TSESTree.MemberExpression,
    name: string | undefined,
    call: TSESTree.CallExpression | undefined,
    flow: Flow,
  ): void {
    const [callback] = call?.arguments ?? [];
    if (name === undefined || /^\d+$/.test(name)) return this.tracer.follow(member, inside(flow));
    if (name === "length" || name === "join")
      return name === "join" ? this.tracer.use("value", flow) : undefined;
    if (call === undefined) return this.tracer.use("lost", flow);
    if (callback !== undefined && ITERATING.has(name)) this.intoCallback(callback, call, inside(flow), true);
    if (TAKING.has(name)) return this.tracer.follow(call, inside(flow));
    if (KEEPING.has(name)) return this.tracer.follow(call, flow);
    if (!ITERATING.has(name)) this.tracer.use("lost", flow);
  }

  /** A call that the read is passed to. */
  argument(call: TSESTree.CallExpression | TSESTree.NewExpression, node: TSESTree.Node, flow: Flow): void {
    const position = call.arguments.findIndex((argument) => argument === node);
    // Who calls it took it for a function: what flows here is no longer what was read.
    if (position < 0) return this.tracer.use("lost", flow);
    if (call.type === "NewExpression") return this.tracer.handOut(argumentUse(this.context, call), flow);
    const callee = this.context.index.textOf(call.callee);
    if (callee.startsWith("console.")) return;
    if (callee === "Promise.allSettled") return this.tracer.follow(call, settled(flow));
    if (/^Promise\.(all|resolve)$/.test(callee) || callee === "structuredClone" || callee === "Array.from")
      return this.tracer.follow(call, flow);
    if (callee === "Promise.race" || callee === "Promise.any") return this.tracer.follow(call, inside(flow));
    if (flow.path.length === 0) {
      if (callee === "JSON.parse") return this.tracer.parsed(call, flow);
      if (callee === "String") return this.tracer.follow(call, flow);
      if (this.isHelper(call.callee)) return this.tracer.use("tolerant", flow);
    }
    const functions = this.functions.calleesOf(call);
    if (isSchemaCall(call, callee) && (functions.length === 0 || schemaUse(this.context, call) === "opaque"))
      return this.tracer.handOut(schemaUse(this.context, call), flow);
    if (functions.length === 0)
      return this.tracer.handOut(isForwarding(call) ? "lost" : argumentUse(this.context, call), flow);
    for (const fn of functions) {
      const parameter = fn.params[position];
      this.functions.handIn(fn, call);
      if (parameter !== undefined) this.tracer.bind(parameter, flow);
      else if (fn.params.some((each) => each.type === "RestElement")) this.tracer.use("lost", flow);
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

  /** `load().then(…)`. */
  then(call: TSESTree.CallExpression, flow: Flow): void {
    const [callback] = call.arguments;
    if (callback === undefined) return;
    if (this.isHelper(callback)) return this.tracer.use("tolerant", flow);
    if (flow.path.length === 0 && this.context.index.textOf(callback) === "JSON.parse")
      return this.tracer.parsed(call, flow);
    this.intoCallback(callback, call, flow, false);
  }

  /** Binds a callback's first parameter; what it returns goes on from the call (see `returned`). */
  private intoCallback(
    callback: TSESTree.Node,
    call: TSESTree.CallExpression,
    flow: Flow,
    isArray: boolean,
  ): void {
    if (isArray && this.context.index.textOf(callback) === "JSON.parse")
      return this.tracer.parsed(call, { ...flow, path: [ANY_MEMBER, ...flow.path] });
    if (isFunction(callback)) {
      const [parameter] = callback.params;
      if (parameter !== undefined) this.tracer.bind(parameter, flow);
      return;
    }
    const [fn] = this.context.resolver.functionsOf({ node: callback, frame: null });
    const parameter = fn?.node.params[0];
    if (parameter === undefined) return this.tracer.use(fn === undefined ? "lost" : "value", flow);
    this.tracer.bind(parameter, flow);
  }
}
