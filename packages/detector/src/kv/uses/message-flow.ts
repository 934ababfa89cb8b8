import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { messageSources } from "../requests/message-sources.js";
import { globalPath } from "../../flow/steps/built-ins.js";
import { originsOf } from "../../eval/origin.js";
import type { CallNode } from "../../syntax/nodes.js";
import type { CallFlow } from "./call-flow.js";
import { inside, isElement } from "./flow.js";
import { MESSAGE_MEMBERS } from "./member-use.js";
import type { Tracer } from "./tracer.js";
import type { Flow } from "./uses.js";

/** Events of a response that give nothing of its body. */
const SILENT_EVENTS: ReadonlySet<string> = new Set([
  "end",
  "close",
  "error",
  "aborted",
  "readable",
  "pause",
  "resume",
  "timeout",
]);
/** Methods that give the response itself, and nothing of its body. */
const CHAINING: ReadonlySet<string> = new Set([
  "setEncoding",
  "resume",
  "pause",
  "off",
  "removeListener",
  "removeAllListeners",
  "setTimeout",
  "destroy",
  "setMaxListeners",
]);
const LISTENING = /^(?:on|once|addListener|prependListener|prependOnceListener)$/;

/** Takes the response of a `node:http` request through its events, and the parts of its body to the whole. */
export class MessageFlow {
  private readonly context: Context;
  private readonly tracer: Tracer;
  private readonly calls: CallFlow;

  constructor(context: Context, tracer: Tracer, calls: CallFlow) {
    this.context = context;
    this.tracer = tracer;
    this.calls = calls;
  }

  /** Starts at the places at which the program takes the response to a request. */
  start(request: TSESTree.CallExpression): void {
    const { handlers, onces, escapes } = messageSources(this.context, request);
    for (const handler of handlers) this.calls.handedTo(handler, { kind: "message", path: [] });
    for (const once of onces) this.tracer.follow(once, { kind: "message", path: ["0"] });
    for (const escape of escapes) this.tracer.unknownAt(escape, { kind: "message", path: [] });
  }

  /** A member of the response itself. */
  member(
    member: TSESTree.MemberExpression,
    name: string | undefined,
    call: TSESTree.CallExpression | undefined,
    flow: Flow,
  ): void {
    if (name !== undefined && MESSAGE_MEMBERS.has(name)) return;
    if (name === undefined || call === undefined) return this.tracer.unknownAt(member, flow);
    if (CHAINING.has(name)) return this.tracer.follow(call, flow);
    if (name === "read") return this.tracer.follow(call, { ...flow, kind: "chunk" });
    if (name === "toArray") return this.tracer.follow(call, { ...flow, kind: "chunk", path: ["*"] });
    if (!LISTENING.test(name)) return this.tracer.use("raw", flow);
    const [event, listener] = call.arguments;
    const named = event?.type === "Literal" ? String(event.value) : undefined;
    if (named === "data" && listener !== undefined) this.calls.handedTo(listener, { ...flow, kind: "chunk" });
    else if (named === undefined || !SILENT_EVENTS.has(named)) this.tracer.unknownAt(call, flow);
    this.tracer.follow(call, flow);
  }

  /** A member of a part of the body; whether it is one that is known. */
  ofChunk(name: string | undefined, call: TSESTree.CallExpression | undefined, flow: Flow): boolean {
    if (name === "length" || name === "byteLength") return true;
    if (call === undefined || (name !== "toString" && name !== "valueOf") || !isUtf8(call.arguments[0]))
      return false;
    this.tracer.follow(call, flow);
    return true;
  }

  /** `chunks.join("")`, of parts that are texts; whether it is that. */
  joined(name: string | undefined, call: TSESTree.CallExpression | undefined, flow: Flow): boolean {
    if (flow.kind !== "chunk" || name !== "join" || call === undefined) return false;
    this.tracer.follow(call, { ...inside(flow), kind: "text" });
    return true;
  }

  /** What parts become of which a text is put together: `body += chunk`. */
  asText(place: TSESTree.Node, from: TSESTree.Node, flow: Flow): void {
    if (flow.path.length > 0) return this.tracer.unknownAt(place, flow);
    switch (place.type) {
      case "AssignmentExpression":
        return this.added(place, flow);
      case "BinaryExpression":
        return place.operator === "+" ? this.tracer.follow(place, flow) : undefined;
      case "TemplateLiteral":
        return this.tracer.follow(place, flow);
      default:
        return this.tracer.unknownAt(from, flow);
    }
  }

  /** `body += chunk`: what has the name is the text from then on. */
  private added(assignment: TSESTree.AssignmentExpression, flow: Flow): void {
    const { left } = assignment;
    const variable = left.type === "Identifier" ? this.context.index.variableOf(left) : undefined;
    if (variable === undefined) return this.tracer.unknownAt(left, flow);
    for (const { identifier } of variable.references) {
      if (identifier.parent.type !== "AssignmentExpression" || identifier.parent.left !== identifier)
        this.tracer.follow(identifier, { ...flow, kind: "text" });
    }
  }

  /** A call that a response, its body or a part of it is passed to; whether it is one that is known. */
  argument(call: CallNode, node: TSESTree.Node, flow: Flow): boolean {
    if (call.type !== "CallExpression" || call.arguments[0] !== node) return false;
    if (flow.kind === "chunk") {
      const path = globalPath(this.context.index, call.callee);
      if (path === "Buffer.concat" && isElement(flow.path[0])) {
        this.tracer.follow(call, inside(flow));
        return true;
      }
      if (path !== "Buffer.from" || flow.path.length > 0 || !isUtf8(call.arguments[1])) return false;
      this.tracer.follow(call, flow);
      return true;
    }
    if (flow.path.length > 0 || !STREAMS.has(flow.kind)) return false;
    switch (this.consumerOf(call)) {
      case "text":
        this.tracer.start(call, { ...flow, kind: "text" });
        return true;
      case "json":
        this.tracer.parsed(call, flow);
        return true;
      case "buffer":
      case "arrayBuffer":
        this.tracer.follow(call, { ...flow, kind: "chunk" });
        return true;
      default:
        return false;
    }
  }

  /** Which function of `node:stream/consumers` a call runs. */
  private consumerOf(call: TSESTree.CallExpression): string | undefined {
    const [origin] = originsOf(this.context.resolver, { node: call.callee, callContext: null });
    return origin?.kind === "import" && origin.module === "stream/consumers"
      ? [origin.name, ...origin.path].at(-1)
      : undefined;
  }
}

/** What a function of `node:stream/consumers` reads: it asks for the parts one by one. */
const STREAMS: ReadonlySet<Flow["kind"]> = new Set<Flow["kind"]>(["message", "undici-body"]);

const isUtf8 = (encoding: TSESTree.Node | undefined): boolean =>
  encoding === undefined || (encoding.type === "Literal" && /^utf-?8$/i.test(String(encoding.value)));
