import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "./context.js";
import { enclosingFunction, isFunction, memberName, staticName } from "./file-index.js";
import type { FunctionNode } from "./file-index.js";
import type { Consumption, Crossing, Flow, Kind, Relevance, Use } from "./uses.js";
import { ALIAS_SUFFIX, DECODER, EXPIRES_AT_FIELD, UNWRAPPING_HELPERS, VALUE_FIELD, isTtlName } from "./vocabulary.js";

/** Follows what a read gives to the places where the program opens it, within the file. */
export function consumptionOf(context: Context, call: TSESTree.CallExpression, start: Kind, isRelevant: Relevance): Consumption {
  const tracer = new Tracer(context, isRelevant, true);
  tracer.start(call, { kind: start, isMany: false });
  return tracer;
}

/** As {@link consumptionOf}, up to where the function around the call returns. */
export function consumptionWithin(context: Context, call: TSESTree.CallExpression, start: Kind, isRelevant: Relevance): Consumption {
  const tracer = new Tracer(context, isRelevant, false);
  tracer.start(call, { kind: start, isMany: false });
  return tracer;
}

const BESIDES_VALUE = new Set(["metadata", "expiration", "key"]);
const ITERATING = new Set(["map", "flatMap", "filter", "forEach", "find", "some", "every"]);

const TOLERANT_CALLEES = new Set([...UNWRAPPING_HELPERS, DECODER].flatMap((name) => [name, name + ALIAS_SUFFIX]));

class Tracer implements Consumption {
  readonly uses = new Set<Use>();
  readonly bodyCalls: TSESTree.CallExpression[] = [];
  readonly opened = new Set<Kind>();
  readonly absent = new Set<"null" | "undefined">();
  readonly crossings: Crossing[] = [];
  readonly returnedBy = new Set<FunctionNode>();
  private readonly seen = new Set<TSESTree.Node>();
  /** What is taken from the parsed object that is being looked at. */
  private taken = new Set<Use>();
  private readonly context: Context;
  private readonly isRelevant: Relevance;
  private readonly crosses: boolean;

  constructor(context: Context, isRelevant: Relevance, crosses: boolean) {
    this.context = context;
    this.isRelevant = isRelevant;
    this.crosses = crosses;
  }

  /** Follows all uses of one object: who looks at its `expires_at` is tolerant, whatever else it takes. */
  private asOne(follow: () => void): void {
    const outer = this.taken;
    this.taken = new Set();
    follow();
    if (this.taken.has("tolerant")) this.uses.add("tolerant");
    else for (const use of this.taken) this.uses.add(use);
    this.taken = outer;
  }

  start(node: TSESTree.Node, flow: Flow): void {
    this.asOne(() => { this.follow(node, flow); });
  }

  private follow(node: TSESTree.Node, flow: Flow): void {
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
        return this.argument(parent, node, flow);
      case "ReturnStatement": {
        const fn = enclosingFunction(parent);
        return fn === undefined ? undefined : this.returned(fn, flow);
      }
      case "ArrowFunctionExpression":
        return parent.body === node ? this.returned(parent, flow) : undefined;
      case "ConditionalExpression":
        return parent.test === node ? undefined : this.follow(parent, flow);
      case "LogicalExpression":
        return parent.operator === "&&" && parent.left === node ? undefined : this.follow(parent, flow);
      case "IfStatement":
      case "WhileStatement":
      case "UnaryExpression":
      case "ExpressionStatement":
        return;
      case "BinaryExpression":
        if (!/^[!=]==?$/.test(parent.operator) || isText(parent.left) || isText(parent.right)) return this.use("value", flow);
        return this.compared(parent.left === node ? parent.right : parent.left, parent.operator, flow);
      case "ForOfStatement":
        if (parent.right === node && flow.isMany && parent.left.type === "VariableDeclaration") {
          for (const { id } of parent.left.declarations) this.bind(id, { ...flow, isMany: false });
          return;
        }
        return this.use("value", flow);
      case "ArrayExpression":
        return this.follow(parent, { ...flow, isMany: true });
      default:
        return this.use("value", flow);
    }
  }

  /** `{ raw: await kvGet(key) }`: whoever takes `raw` from the object goes on with the read. */
  private property(property: TSESTree.Property, node: TSESTree.Node, flow: Flow): void {
    const name = staticName(property);
    if (property.value !== node || property.parent.type !== "ObjectExpression") return;
    if (name === undefined) return this.use("lost", flow);
    this.follow(property.parent, { ...flow, within: [name, ...(flow.within ?? [])] });
  }

  private compared(other: TSESTree.Node, operator: string, flow: Flow): void {
    if (operator.length !== 3 || (flow.kind !== "result" && flow.kind !== "text" && flow.kind !== "json")) return;
    if (other.type === "Literal" && other.value === null) this.absent.add("null");
    if (other.type === "Identifier" && other.name === "undefined") this.absent.add("undefined");
  }

  /** A response that is only handed on has not been opened; a text or a parsed body has. */
  private use(use: Use, flow: Flow): void {
    this.opened.add(flow.kind);
    this.taken.add(use);
  }

  private member(member: TSESTree.MemberExpression, flow: Flow): void {
    const name = memberName(member);
    const [around, ...within] = flow.within ?? [];
    if (around !== undefined && !/^(then|catch|finally)$/.test(name ?? "")) {
      if (name === undefined) this.use("lost", flow);
      else if (name === around) this.follow(member, { ...flow, within });
      return;
    }
    const call = member.parent.type === "CallExpression" && member.parent.callee === member ? member.parent : undefined;
    if (call !== undefined && (name === "catch" || name === "finally")) return this.follow(call, flow);
    if (call !== undefined && name === "then") return this.then(call, flow);
    if (flow.isMany) {
      const [callback] = call?.arguments ?? [];
      if (name === undefined) return this.follow(member, { ...flow, isMany: false });
      if (call !== undefined && callback !== undefined && ITERATING.has(name)) return this.intoCallback(callback, call, { ...flow, isMany: false }, true);
      return;
    }
    this.named(name, flow, () => call, (inner) => { this.follow(call !== undefined && inner.kind !== flow.kind && (name === "json" || name === "text") ? call : member, inner); });
  }

  /** What reading a member of that name means, and where it goes on. */
  private named(name: string | undefined, flow: Flow, call: () => TSESTree.CallExpression | undefined, next: (inner: Flow) => void): void {
    switch (flow.kind) {
      case "result":
      case "response":
      case "axios": {
        const body = call();
        if ((name === "json" || name === "text") && body !== undefined && flow.kind !== "axios") {
          this.bodyCalls.push(body);
          this.opened.add("response");
          return this.asOne(() => { next({ ...flow, kind: name }); });
        }
        if (name === "data" && flow.kind !== "response") {
          this.opened.add("axios");
          return this.asOne(() => { next({ ...flow, kind: "json" }); });
        }
        if (flow.kind === "result" && name === VALUE_FIELD) return this.use("payload", { ...flow, kind: "json" });
        if (name === "arrayBuffer" || name === "blob" || name === "body" || name === "bytes") this.use("value", flow);
        return;
      }
      case "text":
        return this.use("value", flow);
      case "json":
      case "data":
        if (name === VALUE_FIELD) return this.use(flow.kind === "json" ? "payload" : "data", flow);
        if (name === EXPIRES_AT_FIELD) return this.use("tolerant", flow);
        if (name === "data" && flow.kind === "json") return next({ ...flow, kind: "data" });
        if (name !== undefined && isTtlName(name)) return this.use("ttl", flow);
        if (name === undefined || !BESIDES_VALUE.has(name)) this.use("value", flow);
        return;
    }
  }

  private bind(target: TSESTree.Node, flow: Flow): void {
    if (target.type === "AssignmentPattern") return this.bind(target.left, flow);
    if (target.type === "Identifier") {
      for (const reference of this.context.index.variableOf(target)?.references ?? []) {
        if (reference.isRead()) this.follow(reference.identifier, flow);
      }
      return;
    }
    if (target.type === "ArrayPattern" && flow.isMany) {
      for (const element of target.elements) if (element !== null) this.bind(element, { ...flow, isMany: false });
      return;
    }
    if (target.type !== "ObjectPattern") return this.use(target.type === "MemberExpression" ? "lost" : "value", flow);
    const [around, ...within] = flow.within ?? [];
    for (const property of target.properties) {
      if (around !== undefined) {
        if (property.type === "RestElement") this.bind(property.argument, flow);
        else if (staticName(property) === around) this.bind(property.value, { ...flow, within });
        continue;
      }
      if (property.type === "RestElement") this.use("value", flow);
      else this.named(staticName(property), flow, () => undefined, (inner) => { this.bind(property.value, inner); });
    }
  }

  private argument(call: TSESTree.CallExpression, node: TSESTree.Node, flow: Flow): void {
    const position = call.arguments.findIndex((argument) => argument === node);
    // Who calls it took it for a function: what flows here is no longer what was read.
    if (position < 0) return this.use("lost", flow);
    if ((flow.within ?? []).length > 0) return this.wrapped(call, position, flow);
    const callee = this.context.index.textOf(call.callee);
    if (callee === "JSON.parse") return this.parsed(call, flow);
    if (callee.startsWith("console.")) return;
    if (/^Promise\.(all|allSettled|race|any|resolve)$/.test(callee) || callee === "String" || callee === "structuredClone") return this.follow(call, flow);
    if (this.isHelper(call.callee)) return this.use("tolerant", flow);
    const functions = this.context.calleesOf(call);
    if (functions.length === 0 && this.isGivenFunction(call.callee)) return this.use("lost", flow);
    if (functions.length === 0) return this.use(isSchemaCall(callee) ? this.schemaUse(call) : "value", flow);
    for (const fn of functions) {
      const parameter = fn.node.params[position];
      if (parameter !== undefined) this.bind(parameter, flow);
    }
  }

  /** An object around the read is handed on. */
  private wrapped(call: TSESTree.CallExpression, position: number, flow: Flow): void {
    const functions = this.context.calleesOf(call);
    for (const fn of functions) {
      const parameter = fn.node.params[position];
      if (parameter !== undefined) this.bind(parameter, flow);
    }
    if (functions.length === 0) this.use(this.isGivenFunction(call.callee) ? "lost" : "value", flow);
  }

  /** Whether a callee is a parameter, of which nothing is known: a callback, a decoder that was handed in. */
  private isGivenFunction(callee: TSESTree.Node): boolean {
    return callee.type === "Identifier" && this.context.index.variableOf(callee)?.defs[0]?.type === "Parameter";
  }

  private parsed(call: TSESTree.CallExpression, flow: Flow): void {
    this.opened.add("text");
    this.start(call, { ...flow, kind: "json" });
  }

  /** A schema of the old wrapper unpacks it; one that is not visible may. */
  private schemaUse(call: TSESTree.CallExpression): Use {
    const root = call.callee.type === "MemberExpression" ? call.callee.object : call.callee;
    const visible = this.context.resolver.follow({ node: root, frame: null }).filter((leaf) => leaf.node !== root && leaf.path.length === 0);
    const isPlain = visible.length > 0 && visible.every((leaf) => !/\bvalue\b\s*["']?\s*:/.test(this.context.index.textOf(leaf.node)));
    return isPlain ? "value" : "opaque";
  }

  /** One of the runtime's readers, imported: not a function of the file's own that is called alike. */
  private isHelper(callee: TSESTree.Node): boolean {
    if (callee.type !== "Identifier" || !TOLERANT_CALLEES.has(callee.name)) return false;
    return this.context.index.variableOf(callee)?.defs[0]?.type !== "FunctionName";
  }

  private then(call: TSESTree.CallExpression, flow: Flow): void {
    const [callback] = call.arguments;
    if (callback === undefined) return;
    if (this.isHelper(callback)) return this.use("tolerant", flow);
    if (this.context.index.textOf(callback) === "JSON.parse") return this.parsed(call, flow);
    this.intoCallback(callback, call, flow, false);
  }

  /** Binds a callback's first parameter; what it returns goes on from the call (see `returned`). */
  private intoCallback(callback: TSESTree.Node, call: TSESTree.CallExpression, flow: Flow, isArray: boolean): void {
    if (isFunction(callback)) {
      const [parameter] = callback.params;
      if (parameter !== undefined) this.bind(parameter, flow);
      return;
    }
    const [fn] = this.context.resolver.functionsOf({ node: callback, frame: null });
    const parameter = fn?.node.params[0];
    if (parameter === undefined) return this.use("value", flow);
    this.bind(parameter, flow);
    if (isArray) this.follow(call, { ...flow, isMany: true });
  }

  private returned(fn: FunctionNode, flow: Flow): void {
    const holder = fn.parent;
    if (holder.type === "CallExpression" && holder.callee !== fn) {
      const method = holder.callee.type === "MemberExpression" ? memberName(holder.callee) : undefined;
      if (method === "then" || method === "catch") return this.follow(holder, flow);
      if (method === "map" || method === "flatMap") return this.follow(holder, { ...flow, isMany: true });
      // A wrapper around the read (`withRetry(() => …)`) hands its result on.
      return this.follow(holder, flow);
    }
    if (holder.type === "CallExpression") return this.follow(holder, flow);
    this.returnedBy.add(fn);
    for (const call of this.context.callersOf(fn)) {
      if (!this.isRelevant(fn, call)) continue;
      this.crossings.push({ call, fn, ...flow });
      if (this.crosses) this.start(call, flow);
    }
  }
}

const isText = (node: TSESTree.Node): boolean =>
  (node.type === "Literal" && typeof node.value === "string") || node.type === "TemplateLiteral";

const isSchemaCall = (callee: string): boolean => /\.(parse|safeParse|parseAsync|safeParseAsync|validate|validateSync|assert|decode)$|^(parse|safeParse|validate)$/.test(callee);
