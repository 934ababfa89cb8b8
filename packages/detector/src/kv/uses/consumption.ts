import type { TSESTree } from "@typescript-eslint/utils";
import { argumentUse, isForwarding, isSchemaCall, schemaUse } from "./argument-use.js";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import type { Context } from "../context.js";
import { enclosingFunction, isFunction, memberName, staticName } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { around, inside, isText, settled, targetsOf } from "./flow.js";
import { FunctionFlow } from "./function-flow.js";
import { memberUse } from "./member-use.js";
import type { Consumption, Crossing, Flow, Kind, Relevance, Use } from "./uses.js";
import { ALIAS_SUFFIX, DECODER, UNWRAPPING_HELPERS } from "../vocabulary.js";

/** Follows what a read gives to the places where the program opens it. */
export function consumptionOf(
  context: Context,
  call: TSESTree.CallExpression,
  start: Kind,
  isRelevant: Relevance,
): Consumption {
  const tracer = new Tracer(context, isRelevant, true);
  tracer.start(call, { kind: start, path: [] });
  return tracer;
}

/** As {@link consumptionOf}, up to where the function around the call returns. */
export function consumptionWithin(
  context: Context,
  call: TSESTree.CallExpression,
  start: Kind,
  isRelevant: Relevance,
): Consumption {
  const tracer = new Tracer(context, isRelevant, false);
  tracer.start(call, { kind: start, path: [] });
  return tracer;
}

/** Array methods that hand each element to a callback. */
const ITERATING = new Set(["map", "flatMap", "filter", "forEach", "find", "some", "every"]);
/** Array methods that give an element, or an array of them. */
const TAKING = new Set(["at", "pop", "shift", "find"]);
const KEEPING = new Set(["filter", "slice", "reverse", "sort", "toSorted", "toReversed", "concat"]);

const TOLERANT_CALLEES = new Set(
  [...UNWRAPPING_HELPERS, DECODER].flatMap((name) => [name, name + ALIAS_SUFFIX]),
);

class Tracer implements Consumption {
  readonly uses = new Set<Use>();
  readonly bodyCalls: TSESTree.CallExpression[] = [];
  readonly opened = new Set<Kind>();
  readonly absent = new Set<"null" | "undefined">();
  readonly unpacked = new Set<string>();
  isHandedOut = false;
  private readonly seen = new Set<TSESTree.Node>();
  /** What is taken from the parsed object that is being looked at. */
  private taken = new Set<Use>();
  private members = new Set<string>();
  private readonly context: Context;
  private readonly functions: FunctionFlow;

  constructor(context: Context, isRelevant: Relevance, crosses: boolean) {
    this.context = context;
    this.functions = new FunctionFlow(context, this, isRelevant, crosses);
  }

  get crossings(): readonly Crossing[] {
    return this.functions.crossings;
  }

  get returnedBy(): ReadonlySet<FunctionNode> {
    return this.functions.returnedBy;
  }

  /** Follows all uses of one object: who looks at its `expires_at` is tolerant, whatever else it takes. */
  private asOne(follow: () => void): void {
    const { taken, members } = this;
    this.taken = new Set();
    this.members = new Set();
    follow();
    if (this.taken.has("tolerant")) this.uses.add("tolerant");
    else {
      for (const use of this.taken) this.uses.add(use);
      for (const member of this.members) this.unpacked.add(member);
    }
    this.taken = taken;
    this.members = members;
  }

  start(node: TSESTree.Node, flow: Flow): void {
    this.asOne(() => {
      this.follow(node, flow);
    });
  }

  follow(node: TSESTree.Node, flow: Flow): void {
    if (this.seen.has(node)) return;
    this.seen.add(node);
    const parent = node.parent;
    if (parent === undefined) return;
    switch (parent.type) {
      case "AwaitExpression":
      case "ChainExpression":
      case "TSNonNullExpression":
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSTypeAssertion":
        return this.follow(parent, flow);
      case "MemberExpression":
        return parent.object === node ? this.member(parent, flow) : undefined;
      case "Property":
        return this.property(parent, node, flow);
      case "VariableDeclarator":
        return this.bind(parent.id, flow);
      case "AssignmentExpression":
        if (parent.right === node) this.bind(parent.left, flow);
        return;
      case "CallExpression":
      case "NewExpression":
        return this.argument(parent, node, flow);
      case "ReturnStatement": {
        const fn = enclosingFunction(parent);
        return fn === undefined ? undefined : this.functions.returned(fn, flow);
      }
      case "ArrowFunctionExpression":
        return parent.body === node ? this.functions.returned(parent, flow) : undefined;
      case "ConditionalExpression":
        return parent.test === node ? undefined : this.follow(parent, flow);
      case "LogicalExpression":
        return parent.operator === "&&" && parent.left === node ? undefined : this.follow(parent, flow);
      case "IfStatement":
      case "WhileStatement":
      case "UnaryExpression":
      case "ExpressionStatement":
      case "ExportSpecifier":
      case "TSTypeQuery":
        return;
      case "BinaryExpression":
        return this.compared(parent, node, flow);
      case "ForOfStatement":
        if (parent.right !== node) return;
        if (flow.path[0] !== ANY_MEMBER) return this.use(flow.path.length === 0 ? "value" : "lost", flow);
        for (const id of targetsOf(parent.left)) this.bind(id, inside(flow));
        return;
      case "ArrayExpression":
        return this.follow(parent, around(flow, ANY_MEMBER));
      case "TemplateLiteral":
      case "TaggedTemplateExpression":
      case "JSXExpressionContainer":
      case "SwitchStatement":
        return this.use(flow.path.length === 0 ? "value" : "lost", flow);
      default:
        // Yielded, spread, kept in a field: who takes it from there can't be followed.
        return this.use("lost", flow);
    }
  }

  /** `{ raw: await kvGet(key) }`: whoever takes `raw` from the object goes on with the read. */
  private property(property: TSESTree.Property, node: TSESTree.Node, flow: Flow): void {
    const name = staticName(property);
    if (property.value !== node || property.parent.type !== "ObjectExpression") return;
    if (name === undefined) return this.use("lost", flow);
    this.follow(property.parent, around(flow, name));
  }

  private compared(
    { left, right, operator }: TSESTree.BinaryExpression,
    node: TSESTree.Node,
    flow: Flow,
  ): void {
    if (operator === "instanceof") return;
    if (operator === "in") return this.askedFor(left, flow);
    const other = left === node ? right : left;
    if (!/^[!=]==?$/.test(operator) || isText(other))
      return this.use(flow.path.length === 0 ? "value" : "lost", flow);
    if (operator.length !== 3 || (flow.kind !== "result" && flow.kind !== "text" && flow.kind !== "json"))
      return;
    if (other.type === "Literal" && other.value === null) this.absent.add("null");
    if (other.type === "Identifier" && other.name === "undefined") this.absent.add("undefined");
  }

  /** `"value" in entry` */
  private askedFor(name: TSESTree.Node, flow: Flow): void {
    if (name.type !== "Literal" || flow.path.length > 0) return this.use("lost", flow);
    this.named(
      String(name.value),
      flow,
      () => undefined,
      () => undefined,
    );
  }

  /** A response that is only handed on has not been opened; a text or a parsed body has. */
  use(use: Use, flow: Flow): void {
    this.opened.add(flow.kind);
    this.taken.add(use);
  }

  private member(member: TSESTree.MemberExpression, flow: Flow): void {
    const name = memberName(member);
    const call =
      member.parent.type === "CallExpression" && member.parent.callee === member ? member.parent : undefined;
    if (call !== undefined && (name === "catch" || name === "finally")) return this.follow(call, flow);
    if (call !== undefined && name === "then") return this.then(call, flow);
    const [step] = flow.path;
    if (step === ANY_MEMBER) return this.ofArray(member, name, call, flow);
    if (step !== undefined) {
      if (name === undefined) this.use("lost", flow);
      else if (name === step) this.follow(member, inside(flow));
      return;
    }
    this.named(
      name,
      flow,
      () => call,
      (inner) => {
        this.follow(
          call !== undefined && inner.kind !== flow.kind && (name === "json" || name === "text")
            ? call
            : member,
          inner,
        );
      },
    );
  }

  /** A member of an array whose elements hold the read. */
  private ofArray(
    member: TSESTree.MemberExpression,
    name: string | undefined,
    call: TSESTree.CallExpression | undefined,
    flow: Flow,
  ): void {
    const [callback] = call?.arguments ?? [];
    if (name === undefined || /^\d+$/.test(name)) return this.follow(member, inside(flow));
    if (name === "length" || name === "join") return name === "join" ? this.use("value", flow) : undefined;
    if (call === undefined) return this.use("lost", flow);
    if (callback !== undefined && ITERATING.has(name)) this.intoCallback(callback, call, inside(flow), true);
    if (TAKING.has(name)) return this.follow(call, inside(flow));
    if (KEEPING.has(name)) return this.follow(call, flow);
    if (!ITERATING.has(name)) this.use("lost", flow);
  }

  /** Notes what reading a member of that name means, and goes on from there. */
  private named(
    name: string | undefined,
    flow: Flow,
    call: () => TSESTree.CallExpression | undefined,
    next: (inner: Flow) => void,
  ): void {
    if ((flow.kind === "result" || flow.kind === "response") && (name === "json" || name === "text")) {
      const body = call();
      if (body !== undefined) {
        this.bodyCalls.push(body);
        this.opened.add("response");
        return this.asOne(() => {
          next({ ...flow, kind: name });
        });
      }
    }
    const meaning = memberUse(flow.kind, name);
    if (meaning === undefined) return;
    if (
      "use" in meaning &&
      name !== undefined &&
      (flow.kind === "json" || flow.kind === "data" || meaning.use === "payload")
    )
      this.members.add(name);
    if ("use" in meaning)
      return this.use(
        meaning.use,
        flow.kind === "result" && meaning.use === "payload" ? { ...flow, kind: "json" } : flow,
      );
    if (meaning.next === "data") return next({ ...flow, kind: "data" });
    this.opened.add("axios");
    this.asOne(() => {
      next({ ...flow, kind: meaning.next });
    });
  }

  private bind(target: TSESTree.Node, flow: Flow): void {
    if (target.type === "AssignmentPattern") return this.bind(target.left, flow);
    if (target.type === "TSParameterProperty") return this.use("lost", flow);
    if (target.type === "Identifier") {
      for (const reference of this.context.index.variableOf(target)?.references ?? []) {
        if (reference.isRead()) this.follow(reference.identifier, flow);
      }
      return;
    }
    const [step] = flow.path;
    if (target.type === "ArrayPattern" && step === ANY_MEMBER) {
      for (const element of target.elements) if (element !== null) this.bind(element, inside(flow));
      return;
    }
    if (target.type !== "ObjectPattern" || step === ANY_MEMBER) return this.use("lost", flow);
    for (const property of target.properties) {
      if (property.type === "RestElement") {
        if (step === undefined) this.use("lost", flow);
        else this.bind(property.argument, flow);
      } else if (step === undefined)
        this.named(
          staticName(property),
          flow,
          () => undefined,
          (inner) => {
            this.bind(property.value, inner);
          },
        );
      else if (staticName(property) === step) this.bind(property.value, inside(flow));
    }
  }

  private argument(
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    node: TSESTree.Node,
    flow: Flow,
  ): void {
    const position = call.arguments.findIndex((argument) => argument === node);
    // Who calls it took it for a function: what flows here is no longer what was read.
    if (position < 0) return this.use("lost", flow);
    if (call.type === "NewExpression") return this.handOut(argumentUse(this.context, call), flow);
    const callee = this.context.index.textOf(call.callee);
    if (callee.startsWith("console.")) return;
    if (callee === "Promise.allSettled") return this.follow(call, settled(flow));
    if (/^Promise\.(all|resolve)$/.test(callee) || callee === "structuredClone" || callee === "Array.from")
      return this.follow(call, flow);
    if (callee === "Promise.race" || callee === "Promise.any") return this.follow(call, inside(flow));
    if (flow.path.length === 0) {
      if (callee === "JSON.parse") return this.parsed(call, flow);
      if (callee === "String") return this.follow(call, flow);
      if (this.isHelper(call.callee)) return this.use("tolerant", flow);
    }
    const functions = this.functions.calleesOf(call);
    if (isSchemaCall(call, callee) && (functions.length === 0 || schemaUse(this.context, call) === "opaque"))
      return this.handOut(schemaUse(this.context, call), flow);
    if (functions.length === 0)
      return this.handOut(isForwarding(call) ? "lost" : argumentUse(this.context, call), flow);
    for (const fn of functions) {
      const parameter = fn.params[position];
      this.functions.handIn(fn, call);
      if (parameter !== undefined) this.bind(parameter, flow);
      else if (fn.params.some((each) => each.type === "RestElement")) this.use("lost", flow);
    }
  }

  private handOut(use: Use, flow: Flow): void {
    this.isHandedOut = true;
    this.use(use, flow);
  }

  private parsed(call: TSESTree.CallExpression, flow: Flow): void {
    this.opened.add("text");
    this.start(call, { ...flow, kind: "json" });
  }

  /** One of the runtime's readers, imported: not a function of the program's own that is called alike. */
  private isHelper(callee: TSESTree.Node): boolean {
    // Of the module as a whole: `kvEnvelope.unwrapResponse`.
    if (callee.type === "MemberExpression")
      return callee.object.type === "Identifier" && TOLERANT_CALLEES.has(memberName(callee) ?? "");
    if (callee.type !== "Identifier" || !TOLERANT_CALLEES.has(callee.name)) return false;
    return this.context.index.variableOf(callee)?.defs[0]?.type !== "FunctionName";
  }

  private then(call: TSESTree.CallExpression, flow: Flow): void {
    const [callback] = call.arguments;
    if (callback === undefined) return;
    if (this.isHelper(callback)) return this.use("tolerant", flow);
    if (flow.path.length === 0 && this.context.index.textOf(callback) === "JSON.parse")
      return this.parsed(call, flow);
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
      return this.parsed(call, { ...flow, path: [ANY_MEMBER, ...flow.path] });
    if (isFunction(callback)) {
      const [parameter] = callback.params;
      if (parameter !== undefined) this.bind(parameter, flow);
      return;
    }
    const [fn] = this.context.resolver.functionsOf({ node: callback, frame: null });
    const parameter = fn?.node.params[0];
    if (parameter === undefined) return this.use(fn === undefined ? "lost" : "value", flow);
    this.bind(parameter, flow);
  }
}
