import type { TSESTree } from "@typescript-eslint/utils";
import { annotationOfPattern, objectRest, parameterPlace } from "../../syntax/binding-pattern.js";
import { globalPath } from "../../flow/steps/built-ins.js";
import { memberChain, memberName, peel, staticName, thisOwner } from "../../syntax/nodes.js";
import type { Variable } from "../../syntax/nodes.js";
import type { Bound, CallContext } from "../call-context.js";
import type { Resolver } from "../resolver.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import type { TypeReader } from "../../types/type-reader.js";
import { pairsIn } from "./maps.js";
import { instanceShape } from "./instance-shape.js";
import { copiedByLibrary } from "./library-copies.js";
import { EMPTY, OPEN, merge, decidedBy, underCondition, later, throughSpread } from "./shape.js";
import type { Shape, Entry } from "./shape.js";
import { pairsOf, walkedBy } from "./walked-keys.js";

const MAX_DEPTH = 12;

/** Functions of the platform that set one member of their first argument. */
const SETTERS: ReadonlySet<string> = new Set(["Reflect.set", "Object.defineProperty"]);

/** Works out which properties an object expression can have, "maybe" included. */
export class ShapeReader {
  private readonly resolver: Resolver;
  private readonly index: SourceIndex;
  private readonly types: TypeReader;
  private readonly active = new Set<TSESTree.Node>();

  constructor(resolver: Resolver, types: TypeReader) {
    this.resolver = resolver;
    this.index = resolver.index;
    this.types = types;
  }

  shapeOf(bound: Bound): Shape {
    const node = peel(bound.node);
    if (this.active.has(node)) return EMPTY;
    if (this.active.size > MAX_DEPTH) return OPEN;
    this.active.add(node);
    try {
      return this.read(node, bound.callContext);
    } finally {
      this.active.delete(node);
    }
  }

  private read(node: TSESTree.Node, callContext: CallContext | null): Shape {
    switch (node.type) {
      case "ObjectExpression":
        return this.readLiteral(node, callContext);
      case "ConditionalExpression":
        return merge([
          underCondition(this.shapeOf({ node: node.consequent, callContext }), {
            test: node.test,
            when: true,
          }),
          underCondition(this.shapeOf({ node: node.alternate, callContext }), {
            test: node.test,
            when: false,
          }),
        ]);
      case "LogicalExpression":
        if (node.operator === "&&")
          return underCondition(this.shapeOf({ node: node.right, callContext }), {
            test: node.left,
            when: true,
          });
        return merge([
          this.shapeOf({ node: node.left, callContext }),
          later(this.shapeOf({ node: node.right, callContext })),
        ]);
      case "Literal":
      case "UnaryExpression":
        // `{ ...null }`, `{ ...void 0 }`: nothing.
        return EMPTY;
      case "Identifier":
        return this.readIdentifier(node, callContext);
      case "CallExpression":
        return this.readCall(node, callContext);
      case "NewExpression":
        return (
          instanceShape(this.resolver, node, callContext, (bound) => this.shapeOf(bound)) ??
          this.readFollowed(node, callContext)
        );
      case "MemberExpression":
        return merge([this.readFollowed(node, callContext), this.assignedToField(node, callContext)]);
      default:
        return this.readFollowed(node, callContext);
    }
  }

  private readLiteral(object: TSESTree.ObjectExpression, callContext: CallContext | null): Shape {
    const entries: Entry[] = [];
    const parts: Shape[] = [];
    const add = (entry: Entry): void => {
      // The last one wins unless it is only there sometimes.
      const before = entries.findIndex((other) => other.name === entry.name);
      if (before >= 0 && entry.conditions.length === 0 && !entry.spreadFrom?.optional)
        entries.splice(before, 1);
      entries.push(entry);
    };
    for (const property of object.properties) {
      if (property.type === "SpreadElement") {
        const spread = this.shapeOf({ node: property.argument, callContext });
        const fromParameter = this.isParameter(property.argument);
        for (const entry of spread.entries) add(throughSpread(entry, property, fromParameter));
        parts.push({ ...spread, entries: [] });
        continue;
      }
      const name = staticName(property) ?? this.computedName({ node: property.key, callContext });
      if (name === undefined) parts.push(this.underKey({ node: property.key, callContext }, property));
      else
        add({
          name,
          node: property,
          value: { node: property.value, callContext },
          spreadFrom: undefined,
          conditions: [],
          isLater: false,
        });
    }
    const all = merge(parts);
    return { ...all, entries: [...entries, ...all.entries] };
  }

  /** What is set under a key that is not known: the names of the object whose keys are walked there. */
  private underKey(key: Bound, place: TSESTree.Node): Shape {
    const walked = walkedBy(this.resolver, key);
    return walked === undefined ? OPEN : decidedBy(place, this.shapeOf(walked));
  }

  /** `[FIELD]` with a `FIELD` that has one static text. */
  private computedName(key: Bound): string | undefined {
    const names = this.resolver.staticNames(key);
    return names?.length === 1 ? names[0] : undefined;
  }

  /** Whether an expression is a parameter: what its caller chose to pass. */
  private isParameter(node: TSESTree.Node): boolean {
    const inner = peel(node);
    if (inner.type === "LogicalExpression") return this.isParameter(inner.left);
    return inner.type === "Identifier" && this.index.variableOf(inner)?.defs[0]?.type === "Parameter";
  }

  private readIdentifier(identifier: TSESTree.Identifier, callContext: CallContext | null): Shape {
    const variable = this.index.variableOf(identifier);
    if (variable === undefined) return identifier.name === "undefined" ? EMPTY : OPEN;
    const kind = variable.defs[0]?.type;
    if (kind !== "Parameter" && kind !== "Variable") return OPEN;
    const rest = this.readRest(variable, identifier, callContext);
    if (rest !== undefined) return merge([rest, this.assignedTo(variable, callContext)]);
    const declared = kind === "Parameter" ? this.readParameter(variable, identifier, callContext) : undefined;
    const written = this.resolver.writtenValues(variable).filter(({ path }) => path.length === 0);
    const shapes = written.map(({ node }) => this.shapeOf({ node, callContext }));
    if (declared !== undefined) shapes.unshift(declared);
    if (shapes.length === 0) return this.readFollowed(identifier, callContext);
    return merge([
      shapes.length === 1 ? (shapes[0] ?? OPEN) : later(merge(shapes)),
      this.assignedTo(variable, callContext),
    ]);
  }

  private readParameter(
    variable: Variable,
    use: TSESTree.Identifier,
    callContext: CallContext | null,
  ): Shape {
    const argument = this.resolver.parameters.argumentOf(variable, callContext);
    if (argument !== undefined)
      return argument.path.length === 0 ? this.shapeOf(argument.value) : this.readFollowed(use, callContext);
    if (this.resolver.parameters.isOmitted(variable, callContext)) return EMPTY;
    const place = parameterPlace(variable);
    // An element that an array method hands to its callback.
    if (
      place !== undefined &&
      this.resolver.follow({ node: use, callContext }).some(({ node }) => node !== use)
    )
      return this.readFollowed(use, callContext);
    return this.readDeclared(
      place?.path.length === 0 ? this.types.annotationOf(variable) : undefined,
      use,
      new Set(),
    );
  }

  /** What a type says of an object that comes from elsewhere; where it is used is the node to change. */
  private readDeclared(
    type: TSESTree.TypeNode | undefined,
    use: TSESTree.Identifier,
    without: ReadonlySet<string>,
  ): Shape {
    const members = this.types.membersOf(type);
    if (members === undefined) return OPEN;
    const entries = members
      .filter((member) => !without.has(member.name))
      .map((member) => ({
        name: member.name,
        node: use,
        value: undefined,
        spreadFrom: { object: use, optional: member.optional },
        conditions: [],
        isLater: false,
      }));
    return { entries, isOpen: false };
  }

  /** `const { key, ...body } = write`: the rest of what the pattern is given. */
  private readRest(
    variable: Variable,
    use: TSESTree.Identifier,
    callContext: CallContext | null,
  ): Shape | undefined {
    const rest = variable.defs[0] === undefined ? undefined : objectRest(variable.defs[0].name);
    if (rest === undefined) return undefined;
    const { pattern, taken } = rest;
    const holder = pattern.parent.type === "AssignmentPattern" ? pattern.parent.parent : pattern.parent;
    const declared = annotationOfPattern(pattern);
    if (holder.type !== "VariableDeclarator" || holder.id !== pattern || holder.init === null) {
      return this.readDeclared(declared, use, taken);
    }
    const whole = this.shapeOf({ node: holder.init, callContext });
    return { ...whole, entries: whole.entries.filter(({ name }) => !taken.has(name)) };
  }

  /** `body.x = …`, `body["x"] = …` and `Object.assign(body, …)` anywhere in the variable's reach. */
  private assignedTo(variable: Variable, callContext: CallContext | null): Shape {
    const entries: Entry[] = [];
    const parts: Shape[] = [];
    for (const reference of variable.references) {
      const holder = reference.identifier.parent;
      if (holder.type === "MemberExpression" && holder.object === reference.identifier) {
        const target = holder.parent;
        if (target.type !== "AssignmentExpression" || target.left !== holder) continue;
        const name = memberName(holder) ?? this.computedName({ node: holder.property, callContext });
        if (name === undefined) parts.push(this.underKey({ node: holder.property, callContext }, target));
        else
          entries.push({
            name,
            node: target,
            value: { node: target.right, callContext },
            spreadFrom: undefined,
            conditions: [],
            isLater: true,
          });
      } else if (holder.type !== "CallExpression" || holder.arguments[0] !== reference.identifier) continue;
      else if (SETTERS.has(globalPath(this.index, holder.callee) ?? "")) {
        const entry = this.setBy(holder, callContext);
        if (entry === undefined) parts.push(OPEN);
        else entries.push(entry);
      } else if (this.isObjectAssign(holder)) {
        for (const source of holder.arguments.slice(1)) {
          parts.push(later(this.shapeOf({ node: source, callContext })));
        }
      }
    }
    const all = merge(parts);
    return { ...all, entries: [...entries, ...all.entries] };
  }

  /** `Reflect.set(body, "x", …)`, `Object.defineProperty(body, "x", { value: … })` */
  private setBy(call: TSESTree.CallExpression, callContext: CallContext | null): Entry | undefined {
    const [, key, given] = call.arguments;
    const name = key === undefined ? undefined : this.computedName({ node: key, callContext });
    const isDescribed = globalPath(this.index, call.callee) === "Object.defineProperty";
    const described =
      given === undefined || !isDescribed ? [] : this.shapeOf({ node: given, callContext }).entries;
    // JSON has no property that is not enumerable.
    const isListed = described.some(({ name: each }) => each === "enumerable");
    const value = isDescribed
      ? isListed && described.find(({ name: each }) => each === "value")?.value
      : given && { node: given, callContext };
    return name === undefined || value === undefined || value === false
      ? undefined
      : { name, node: call, value, spreadFrom: undefined, conditions: [], isLater: true };
  }

  /** `Object.fromEntries([["value", value]])`, and of a `Map` that is filled here. */
  private fromEntries(call: TSESTree.CallExpression, callContext: CallContext | null): Shape {
    const [list] = call.arguments;
    if (list === undefined || list.type === "SpreadElement") return OPEN;
    const walked = pairsOf(this.resolver, { node: list, callContext });
    if (walked !== undefined) return decidedBy(call, this.shapeOf(walked));
    const pairs = pairsIn(this.resolver, { node: list, callContext });
    const entries = pairs?.flatMap(({ key, value }): Entry[] => {
      const name = this.computedName(key);
      if (name === undefined) return [];
      const node = value.node.parent ?? value.node;
      return [{ name, node, value, spreadFrom: undefined, conditions: [], isLater: true }];
    });
    return { entries: entries ?? [], isOpen: entries === undefined || entries.length < (pairs?.length ?? 0) };
  }

  /** `this.body.x = …` anywhere in the class whose field `this.body` is: a builder's steps. */
  private assignedToField(field: TSESTree.MemberExpression, callContext: CallContext | null): Shape {
    const chain = memberChain(field);
    const owner = chain?.root.type === "ThisExpression" ? thisOwner(chain.root) : undefined;
    if (chain === undefined || owner === undefined) return EMPTY;
    const entries = this.index.fileOf(field).memberAssignments.flatMap((assignment): Entry[] => {
      const target = memberChain(assignment.left);
      const name = target?.path.at(-1);
      const isStep =
        target?.root.type === "ThisExpression" &&
        target.path.length === chain.path.length + 1 &&
        chain.path.every((step, position) => target.path[position] === step);
      if (!isStep || name === undefined || thisOwner(target.root) !== owner) return [];
      return [
        {
          name,
          node: assignment,
          value: { node: assignment.right, callContext },
          spreadFrom: undefined,
          conditions: [],
          isLater: true,
        },
      ];
    });
    return { entries, isOpen: false };
  }

  private isObjectAssign(call: TSESTree.CallExpression): boolean {
    return globalPath(this.index, call.callee) === "Object.assign";
  }

  private readCall(call: TSESTree.CallExpression, callContext: CallContext | null): Shape {
    if (this.isObjectAssign(call)) {
      const entries: Entry[] = [];
      let isOpen = false;
      for (const argument of call.arguments) {
        const shape =
          argument.type === "SpreadElement" ? OPEN : this.shapeOf({ node: argument, callContext });
        for (const entry of shape.entries) {
          const before = entries.findIndex((other) => other.name === entry.name);
          if (before >= 0 && entry.conditions.length === 0) entries.splice(before, 1);
          entries.push(entry);
        }
        isOpen ||= shape.isOpen;
      }
      return { entries, isOpen };
    }
    if (globalPath(this.index, call.callee) === "Object.fromEntries")
      return this.fromEntries(call, callContext);
    const shapes = this.resolver.functionsOf({ node: call.callee, callContext }).flatMap((fn) => {
      const inner = this.resolver.calls.enter(fn, call, callContext);
      return this.index.returnsOf(fn.node).map((value) => this.shapeOf({ node: value, callContext: inner }));
    });
    if (shapes.length > 0) return shapes.length === 1 ? (shapes[0] ?? OPEN) : later(merge(shapes));
    const copied = copiedByLibrary(this.resolver, { node: call, callContext });
    if (copied === undefined) return this.readFollowed(call, callContext);
    const whole = merge(copied.objects.map((object) => this.shapeOf(object)));
    return decidedBy(call, { ...whole, entries: whole.entries.filter(({ name }) => copied.keeps(name)) });
  }

  private readFollowed(node: TSESTree.Node, callContext: CallContext | null): Shape {
    const found = this.resolver
      .follow({ node, callContext })
      .filter((value) => value.path.length === 0 && value.node !== node);
    // Two ways can lead to the same object.
    const values = found.filter(
      (value, position) =>
        found.findIndex((each) => each.node === value.node && each.callContext === value.callContext) ===
        position,
    );
    if (values.length === 0) return OPEN;
    const shapes = values.map((value) => this.shapeOf(value));
    return shapes.length === 1 ? (shapes[0] ?? OPEN) : later(merge(shapes));
  }
}
