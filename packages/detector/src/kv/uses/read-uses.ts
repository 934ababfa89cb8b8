import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import type { Context } from "../context.js";
import { enclosingFunction, memberName } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { globalPath } from "../../flow/steps/built-ins.js";
import { stepsFrom } from "../../flow/steps/positions.js";
import type { Edge } from "../../flow/steps/positions.js";
import { around, inside, isDocument, isElement, isStream, isText } from "./flow.js";
import { FunctionFlow } from "./function-flow.js";
import { namesIn } from "./asked-names.js";
import { givesSameText, memberUse } from "./member-use.js";
import type { ReadUses, Crossing, Flow, Kind, RelevantCallers } from "./uses.js";
import { CallFlow } from "./call-flow.js";
import { CopyFlow } from "./copy-flow.js";
import { MessageFlow } from "./message-flow.js";
import { NotedUses } from "./noted-uses.js";
import { PatternFlow } from "./pattern-flow.js";
import type { Tracer } from "./tracer.js";

/** Follows what a read gives to the places where the program opens it. */
export function usesOfRead(
  context: Context,
  call: TSESTree.CallExpression,
  start: Kind,
  callersOf: RelevantCallers,
): ReadUses {
  return new ReadTracer(context, callersOf, true).of(call, start);
}

/** As {@link usesOfRead}, up to where the function around the call returns. */
export function usesOfReadWithin(
  context: Context,
  call: TSESTree.CallExpression,
  start: Kind,
  callersOf: RelevantCallers,
): ReadUses {
  return new ReadTracer(context, callersOf, false).of(call, start);
}

/** Whether a text is made for people: `console.log(`got ${text}`)`, `new Error("bad: " + text)`. */
const isShown = (text: TSESTree.Node): boolean => {
  const { parent } = text;
  if (parent?.type === "NewExpression") return true;
  return parent?.type === "BinaryExpression" || parent?.type === "TemplateLiteral"
    ? isShown(parent)
    : parent?.type === "CallExpression" &&
        parent.callee.type === "MemberExpression" &&
        /^(?:log|debug|info|warn|error|trace)$/.test(memberName(parent.callee) ?? "");
};

/** The ways to take a response's body. */
const BODY_METHODS = new Set(["json", "text", "arrayBuffer", "blob", "bytes", "buffer"]);
/** The ways to take a body as bytes from a client's own promise: `got(url).buffer()`, `ky(url).arrayBuffer()`. */
const BYTES_METHODS: Partial<Readonly<Record<Kind, ReadonlySet<string>>>> = {
  read: new Set(["buffer"]),
  result: new Set(["arrayBuffer", "bytes"]),
};
/** What has `.json()` and `.text()`. */
const HAS_BODY_METHODS: ReadonlySet<Kind> = new Set<Kind>(["result", "response", "read", "undici-body"]);
/** What is `null` or `undefined` itself where a key is missing. */
const MAY_BE_ABSENT: ReadonlySet<Kind> = new Set<Kind>(["result", "text", "json", "ofetch"]);
/** What a member gives that opens nothing yet. */
const NEXT_OF_SAME: ReadonlySet<Kind> = new Set<Kind>(["data", "body", "undici-body"]);

/** How many ways to lie in one member of a thing are told apart. */
const MAX_PATHS = 4;

class ReadTracer extends NotedUses implements ReadUses, Tracer {
  private readonly seen = new Map<TSESTree.Node, Map<string, Set<string>>>();
  private readonly context: Context;
  private readonly functions: FunctionFlow;
  private readonly calls: CallFlow;
  private readonly copies: CopyFlow;
  private readonly messages: MessageFlow;
  private readonly patterns: PatternFlow;

  constructor(context: Context, callersOf: RelevantCallers, crosses: boolean) {
    super(context);
    this.context = context;
    this.functions = new FunctionFlow(context, this, callersOf, crosses);
    this.copies = new CopyFlow(context, this);
    this.calls = new CallFlow(context, this, this.functions, this.copies);
    this.messages = new MessageFlow(context, this, this.calls);
    this.patterns = new PatternFlow(context, this);
  }

  /** Follows what a read's call gives: what `http.request` gives is not the response, but the request; what superagent's `.end()` gives is nothing at all. */
  of(call: TSESTree.CallExpression, start: Kind): ReadUses {
    this.asOne(() => {
      const [callback] = call.arguments;
      if (start === "message") this.messages.start(call);
      else if (start === "called-back" && callback !== undefined)
        this.calls.handedTo(callback, { kind: "read", path: [] }, 1);
      else this.follow(call, { kind: start, path: [] });
    });
    return this;
  }

  get crossings(): readonly Crossing[] {
    return this.functions.crossings;
  }

  get returnedBy(): ReadonlySet<FunctionNode> {
    return this.functions.returnedBy;
  }

  get leavesThrough(): ReadonlySet<FunctionNode> {
    return this.functions.leavesThrough;
  }

  start(node: TSESTree.Node, flow: Flow): void {
    this.asOne(() => {
      this.follow(node, flow);
    });
  }

  follow(node: TSESTree.Node, flow: Flow): void {
    // What holds it in several members is followed for each of them, `list.flat()` at two depths; what wraps itself not for ever.
    const [step = ""] = flow.path;
    const path = flow.path.join(".");
    const seen = this.seen.get(node) ?? new Map<string, Set<string>>();
    this.seen.set(node, seen);
    const paths = seen.get(step) ?? new Set();
    seen.set(step, paths);
    if (paths.has(path) || paths.size >= MAX_PATHS) return;
    paths.add(path);
    for (const edge of stepsFrom(node)) this.take(edge, flow);
  }

  private take({ from, to, step }: Edge, flow: Flow): void {
    switch (step.kind) {
      case "copy":
      case "await":
      case "choice":
        return this.follow(to, flow);
      case "load":
        return to.type === "MemberExpression" ? this.member(to, flow) : undefined;
      case "store":
        return step.name === undefined
          ? this.unknownAt(from, flow)
          : this.follow(to, around(flow, step.name));
      case "bind":
        return this.bind(to, flow);
      case "element":
        return this.elements(to, flow);
      case "spread":
        return this.spread(to, flow);
      case "argument":
        if (to.type !== "CallExpression" && to.type !== "NewExpression") return;
        return this.messages.argument(to, from, flow) ? undefined : this.calls.argument(to, from, flow);
      case "return": {
        const fn = to.type === "ArrowFunctionExpression" ? to : enclosingFunction(to);
        return fn === undefined ? undefined : this.functions.returned(fn, from, flow);
      }
      case "compare":
        return to.type === "BinaryExpression" ? this.compared(to, from, flow) : this.asWhole(to, flow);
      case "text":
        return flow.kind === "chunk" ? this.messages.asText(to, from, flow) : this.asText(to, flow);
      case "none":
        return;
      case "names":
        return this.namesAt(from, flow);
      // What is called was taken for a function: what flows here is no longer what was read.
      case "callee":
      case "yield":
      case "export":
      case "unknown":
        return this.unknownAt(from, flow);
    }
  }

  /** A text that becomes part of another one; what is made may be parsed: `JSON.parse("" + text)`. */
  private asText(place: TSESTree.Node, flow: Flow): void {
    if (flow.kind === "text" && flow.path.length === 0 && !isShown(place)) return this.apart(place, flow);
    this.asWhole(place, flow);
  }

  private asWhole(place: TSESTree.Node, flow: Flow): void {
    if (flow.path.length > 0 || isStream(flow.kind)) return this.unknownAt(place, flow);
    if (flow.own !== undefined) this.copiedAt(place);
    this.use("value", flow);
  }

  /** `for (const each of list)` */
  private elements(target: TSESTree.Node, flow: Flow): void {
    if (isElement(flow.path[0])) this.bind(target, inside(flow));
    else if (flow.kind === "message" && flow.path.length === 0) this.bind(target, { ...flow, kind: "chunk" });
    else if (flow.path.length === 0 && !isStream(flow.kind)) this.opens(ANY_MEMBER, target, flow);
    else this.unknownAt(target, flow);
  }

  /** `{ ...held }`, `[...list]`: what is made has the same members. */
  private spread(into: TSESTree.Node, flow: Flow): void {
    const [step, ...rest] = flow.path;
    if (into.type === "ObjectExpression" && step !== undefined && !isElement(step))
      return this.follow(into, flow);
    if (into.type === "ObjectExpression" && step === undefined && isDocument(flow.kind))
      return this.copies.spread(into, flow);
    if (into.type === "ArrayExpression" && isElement(step))
      return this.follow(into, { ...flow, path: [ANY_MEMBER, ...rest] });
    this.unknownAt(into, flow);
  }

  private compared(
    { left, right, operator }: TSESTree.BinaryExpression,
    node: TSESTree.Node,
    flow: Flow,
  ): void {
    if (operator === "instanceof") return;
    if (operator === "in") return this.askedFor(left, flow);
    const other = left === node ? right : left;
    if (!/^[!=]==?$/.test(operator) || isText(other)) return this.asWhole(node, flow);
    if (flow.kind === "text" && flow.path.length === 0 && this.isMadeText(other))
      return this.apart(node, flow);
    if (operator.length !== 3 || !MAY_BE_ABSENT.has(flow.kind)) return;
    if (other.type === "Literal" && other.value === null) this.absent.add("null");
    if (other.type === "Identifier" && other.name === "undefined") this.absent.add("undefined");
  }

  /** `text !== JSON.stringify(payload)` */
  private isMadeText(node: TSESTree.Node): boolean {
    return this.context.resolver
      .follow({ node, callContext: null })
      .some(
        (value) =>
          value.node.type === "CallExpression" &&
          globalPath(this.context.index, value.node.callee) === "JSON.stringify",
      );
  }

  /** `"value" in entry` */
  private askedFor(name: TSESTree.Node, flow: Flow): void {
    if (name.type !== "Literal" || flow.path.length > 0) return this.unknownAt(name, flow);
    this.opens(String(name.value), name, flow);
  }

  opens(
    name: string | undefined,
    place: TSESTree.Node,
    flow: Flow,
    next: (inner: Flow) => void = () => undefined,
  ): void {
    if (name === undefined) this.namesAt(place, flow);
    this.named({ name: name === ANY_MEMBER ? "0" : name, place }, flow, () => undefined, next);
  }

  private member(member: TSESTree.MemberExpression, flow: Flow): void {
    const name = memberName(member);
    const call =
      member.parent.type === "CallExpression" && member.parent.callee === member ? member.parent : undefined;
    if (call !== undefined && name !== undefined && this.calls.method("promise", name, call, flow)) return;
    const [step] = flow.path;
    if (isElement(step))
      return this.messages.joined(name, call, flow)
        ? undefined
        : this.calls.ofArray(member, name, call, flow);
    if (step !== undefined) {
      if (name === undefined) this.unknownAt(member, flow);
      else if (name === step) this.follow(member, inside(flow));
      return;
    }
    if (name === undefined && isDocument(flow.kind)) return this.computed(member, flow);
    if (flow.kind === "message") return this.messages.member(member, name, call, flow);
    if (flow.kind === "chunk" && this.messages.ofChunk(name, call, flow)) return;
    const [asked] = call?.arguments ?? [];
    if (flow.kind === "text" && call !== undefined && givesSameText(name, asked))
      return this.follow(call, flow);
    // got's `body`, which is text where nothing has parsed it.
    if (flow.kind === "json" && call !== undefined && name?.startsWith("trim") === true)
      return this.follow(call, { ...flow, kind: "text" });
    if (flow.kind === "text" && name === "startsWith" && asked?.type === "Literal" && asked.value === "{")
      return this.use("value", flow);
    if (name === "hasOwnProperty" && asked !== undefined) return this.askedFor(asked, flow);
    const holder = flow.kind === "result" ? "response" : flow.kind;
    if (
      (holder === "response" || holder === "body") &&
      call !== undefined &&
      name !== undefined &&
      this.calls.method(holder, name, call, flow)
    )
      return;
    this.named(
      { name, place: member },
      flow,
      () => call,
      (inner) => {
        this.follow(
          call !== undefined && inner.kind !== flow.kind && name !== undefined && BODY_METHODS.has(name)
            ? call
            : member,
          inner,
        );
      },
    );
  }

  /** `entry[FIELD]` */
  private computed(member: TSESTree.MemberExpression, flow: Flow): void {
    for (const name of namesIn(this.context, member.property) ?? [undefined])
      this.named(
        { name, place: member },
        flow,
        () => undefined,
        (inner) => {
          this.follow(member, inner);
        },
      );
  }

  /** Notes what reading a member of that name means, and goes on from there. */
  private named(
    { name, place }: { readonly name: string | undefined; readonly place: TSESTree.Node },
    flow: Flow,
    call: () => TSESTree.CallExpression | undefined,
    next: (inner: Flow) => void,
  ): void {
    if (name !== undefined && flow.own?.has(name) === true) return;
    if (HAS_BODY_METHODS.has(flow.kind) && (name === "json" || name === "text")) {
      const body = call();
      if (body !== undefined) {
        this.bodyCalls.push(body);
        this.opened.add("response");
        if (name === "json" && flow.isRemade === true) this.isParsed = true;
        return this.asOne(() => {
          next({ ...flow, kind: name });
        });
      }
    }
    if (name !== undefined && BYTES_METHODS[flow.kind]?.has(name) === true) {
      const body = call();
      if (body !== undefined) {
        this.bodyCalls.push(body);
        this.opened.add("response");
        return next({ ...flow, kind: "chunk" });
      }
    }
    const meaning = memberUse(flow.kind, name);
    if (meaning === undefined) return;
    if ("next" in meaning) {
      if (NEXT_OF_SAME.has(meaning.next)) return next({ ...flow, kind: meaning.next });
      this.opened.add("axios");
      return this.asOne(() => {
        next({ ...flow, kind: meaning.next });
      });
    }
    if (name !== undefined && (isDocument(flow.kind) || meaning.use === "payload")) this.members.add(name);
    if (meaning.use === "payload") this.valuesAt.push(place);
    if (meaning.use === "unknown") return this.unknownAt(place, flow);
    if (meaning.use === "apart") return this.apart(place, flow);
    if (meaning.use === "tolerant") {
      this.ends.push(place);
      this.opened.add(flow.kind);
      this.taken.add("tolerant");
      return;
    }
    this.use(
      meaning.use,
      flow.kind === "result" && meaning.use === "payload" ? { ...flow, kind: "json" } : flow,
    );
  }

  bind(target: TSESTree.Node, flow: Flow): void {
    this.patterns.bind(target, flow);
  }

  parsed(call: TSESTree.Node, flow: Flow): void {
    if (flow.within !== undefined) return this.start(call, flow.within);
    if (flow.isStringified !== true) {
      this.opened.add("text");
      this.isParsed = true;
    }
    this.start(call, { ...flow, kind: "json" });
  }
}
