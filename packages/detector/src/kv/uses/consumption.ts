import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import type { Context } from "../context.js";
import { enclosingFunction, memberName, staticName } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { around, inside, isText, targetsOf } from "./flow.js";
import { FunctionFlow } from "./function-flow.js";
import { memberUse } from "./member-use.js";
import type { Consumption, Crossing, Flow, Kind, RelevantCallers, Use } from "./uses.js";
import { CallFlow } from "./call-flow.js";
import type { Tracer } from "./tracer.js";

/** Follows what a read gives to the places where the program opens it. */
export function consumptionOf(
  context: Context,
  call: TSESTree.CallExpression,
  start: Kind,
  callersOf: RelevantCallers,
): Consumption {
  const tracer = new ReadTracer(context, callersOf, true);
  tracer.start(call, { kind: start, path: [] });
  return tracer;
}

/** As {@link consumptionOf}, up to where the function around the call returns. */
export function consumptionWithin(
  context: Context,
  call: TSESTree.CallExpression,
  start: Kind,
  callersOf: RelevantCallers,
): Consumption {
  const tracer = new ReadTracer(context, callersOf, false);
  tracer.start(call, { kind: start, path: [] });
  return tracer;
}

class ReadTracer implements Consumption, Tracer {
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
  private readonly calls: CallFlow;

  constructor(context: Context, callersOf: RelevantCallers, crosses: boolean) {
    this.context = context;
    this.functions = new FunctionFlow(context, this, callersOf, crosses);
    this.calls = new CallFlow(context, this, this.functions);
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
        return this.calls.argument(parent, node, flow);
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
    if (call !== undefined && name === "then") return this.calls.then(call, flow);
    const [step] = flow.path;
    if (step === ANY_MEMBER) return this.calls.ofArray(member, name, call, flow);
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

  bind(target: TSESTree.Node, flow: Flow): void {
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

  handOut(use: Use, flow: Flow): void {
    this.isHandedOut = true;
    this.use(use, flow);
  }

  parsed(call: TSESTree.CallExpression, flow: Flow): void {
    this.opened.add("text");
    this.start(call, { ...flow, kind: "json" });
  }
}
