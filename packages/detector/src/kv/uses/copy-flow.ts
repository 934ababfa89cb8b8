import type { TSESTree } from "@typescript-eslint/utils";
import { globalPath } from "../../flow/steps/built-ins.js";
import { staticName } from "../../syntax/nodes.js";
import type { CallNode } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import type { Tracer } from "./tracer.js";
import type { Flow } from "./uses.js";

/** Takes a read into the objects that all its fields are copied to: `{ id, ...entry }`, `Object.assign({}, entry)`. */
export class CopyFlow {
  private readonly context: Context;
  private readonly tracer: Tracer;

  constructor(context: Context, tracer: Tracer) {
    this.context = context;
    this.tracer = tracer;
  }

  /** `{ id, ...entry }` */
  spread(into: TSESTree.ObjectExpression, flow: Flow): void {
    this.tracer.follow(into, copyOf(flow, [into]));
  }

  /** `Object.assign(target, entry)`; whether the call is that. */
  assigned(call: CallNode, given: TSESTree.Node, flow: Flow): boolean {
    if (globalPath(this.context.index, call.callee) !== "Object.assign") return false;
    const [target, ...others] = call.arguments;
    // Of what has a name already, all other uses would have to be followed: `Object.assign(this, entry)`.
    if (target === given || target?.type === "ObjectExpression")
      this.tracer.follow(call, copyOf(flow, target === given ? others : call.arguments));
    else this.tracer.unknownAt(call, flow);
    return true;
  }
}

/** A flow into a copy, which has members of its own beside those that were read. */
const copyOf = (flow: Flow, sources: readonly TSESTree.Node[]): Flow => ({
  ...flow,
  own: new Set([
    ...(flow.own ?? []),
    ...sources.flatMap((source) =>
      source.type === "ObjectExpression"
        ? source.properties.flatMap((each) => (each.type === "Property" ? (staticName(each) ?? []) : []))
        : [],
    ),
  ]),
});
