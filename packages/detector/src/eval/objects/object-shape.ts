import type { TSESTree } from "@typescript-eslint/utils";
import { annotationOfPattern, objectRest, parameterPlace } from "../../syntax/binding-pattern.js";
import { firstOf } from "../../syntax/first-of.js";
import { globalPath } from "../../flow/steps/built-ins.js";
import { memberName, peel, staticName } from "../../syntax/nodes.js";
import type { Variable } from "../../syntax/nodes.js";
import type { AbstractValue, Bound, CallContext } from "../call-context.js";
import type { Resolver } from "../resolver.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import type { TypeReader } from "../../types/type-reader.js";
import { AssignedMembers, isObjectAssign } from "./assigned-members.js";
import { pairsIn } from "./maps.js";
import { instanceShape } from "./instance-shape.js";
import { toldOfHandedIn } from "./handed-in.js";
import { copiedByLibrary } from "./library-copies.js";
import { EMPTY, OPEN, merge, decidedBy, overrideBy, underCondition, later, throughSpread } from "./shape.js";
import type { Shape, Entry } from "./shape.js";
import { pairsOf, unfiltered } from "./walked-keys.js";

const MAX_DEPTH = 12;

/** Works out which properties an object expression can have, "maybe" included. */
export class ShapeReader {
  private readonly resolver: Resolver;
  private readonly index: SourceIndex;
  private readonly types: TypeReader;
  private readonly members: AssignedMembers;
  private readonly active = new Set<TSESTree.Node>();

  constructor(resolver: Resolver, types: TypeReader) {
    this.resolver = resolver;
    this.index = resolver.index;
    this.types = types;
    this.members = new AssignedMembers(resolver, (bound) => this.shapeOf(bound));
  }

  shapeOf(bound: Bound): Shape {
    const node = peel(bound.node);
    if (this.active.has(node)) return EMPTY;
    if (this.active.size > MAX_DEPTH) return OPEN;
    this.active.add(node);
    try {
      const shape = this.read(node, bound.callContext);
      return shape.isOpen && shape.handedIn === undefined ? this.withHandedIn(bound, shape) : shape;
    } finally {
      this.active.delete(node);
    }
  }

  /** An object with what a type or a schema says of it besides, where others hand it in. */
  private withHandedIn(bound: Bound, shape: Shape): Shape {
    const { node } = bound;
    const told = toldOfHandedIn(this.resolver, this.types, bound)?.filter(
      ({ name }) => !shape.entries.some((entry) => entry.name === name),
    );
    if (told === undefined) return shape;
    const entries = told.map(({ name, optional }) => ({
      name,
      node,
      value: undefined,
      spreadFrom: { object: node, optional },
      conditions: [],
      isLater: false,
    }));
    return { ...shape, entries: [...entries, ...shape.entries], handedIn: node };
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
        return (
          this.addedTo({ node: node.object, callContext }, [memberName(node)]) ??
          merge([this.readFollowed(node, callContext), this.members.toField(node, callContext)])
        );
      default:
        return this.readFollowed(node, callContext);
    }
  }

  private readLiteral(object: TSESTree.ObjectExpression, callContext: CallContext | null): Shape {
    const entries: Entry[] = [];
    const parts: Shape[] = [];
    for (const property of object.properties) {
      if (property.type === "SpreadElement") {
        const spread = this.shapeOf({ node: property.argument, callContext });
        const fromParameter = this.isParameter(property.argument);
        overrideBy(
          entries,
          spread.entries.map((entry) => throughSpread(entry, property, fromParameter)),
        );
        parts.push({ ...spread, entries: [] });
        continue;
      }
      const name = staticName(property) ?? this.members.nameOf({ node: property.key, callContext });
      if (name === undefined)
        parts.push(this.members.underKey({ node: property.key, callContext }, property));
      else
        overrideBy(entries, [
          {
            name,
            node: property,
            value: { node: property.value, callContext },
            spreadFrom: undefined,
            conditions: [],
            isLater: false,
          },
        ]);
    }
    const all = merge(parts);
    return { ...all, entries: [...entries, ...all.entries] };
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
    if (rest !== undefined) return merge([rest, this.members.toVariable(variable, callContext)]);
    const declared = kind === "Parameter" ? this.readParameter(variable, identifier, callContext) : undefined;
    const written = this.resolver.writtenValues(variable).filter(({ path }) => path.length === 0);
    const shapes = written.map(({ node }) => this.shapeOf({ node, callContext }));
    if (declared !== undefined) shapes.unshift(declared);
    if (shapes.length === 0) return this.readFollowed(identifier, callContext);
    return merge([
      shapes.length === 1 ? (shapes[0] ?? OPEN) : later(merge(shapes)),
      this.members.toVariable(variable, callContext),
    ]);
  }

  private readParameter(
    variable: Variable,
    use: TSESTree.Identifier,
    callContext: CallContext | null,
  ): Shape {
    const argument = this.resolver.parameters.argumentOf(variable, callContext);
    if (argument !== undefined)
      return argument.path.length === 0
        ? this.shapeOf(argument.value)
        : (this.addedTo(argument.value, argument.path) ?? this.readFollowed(use, callContext));
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

  /** `const { key, ...body } = write`, `({ key, ...body }) => …`: the rest of what the pattern is given. */
  private readRest(
    variable: Variable,
    use: TSESTree.Identifier,
    callContext: CallContext | null,
  ): Shape | undefined {
    // `({ url, ...init } = step)` names it as a declaration does.
    const names = [
      ...variable.defs.map(({ name }) => name),
      ...variable.references.flatMap((each) => (each.isWrite() ? [each.identifier] : [])),
    ];
    const rest = firstOf(names, objectRest);
    if (rest === undefined) return undefined;
    const { pattern, taken } = rest;
    const wholes = this.givenTo(variable, pattern, callContext);
    if (wholes.length === 0) return this.readDeclared(annotationOfPattern(pattern), use, taken);
    const [only, ...others] = wholes;
    const whole = others.length === 0 ? (only ?? OPEN) : later(merge(wholes));
    return { ...whole, entries: whole.entries.filter(({ name }) => !taken.has(name)) };
  }

  /** What an object pattern is given: an initialiser, an assignment, each element of a loop, an argument. */
  private givenTo(
    variable: Variable,
    pattern: TSESTree.ObjectPattern,
    callContext: CallContext | null,
  ): Shape[] {
    const { parameters } = this.resolver;
    const at = (value: Bound, path: readonly string[]): Shape[] =>
      path.length === 0
        ? [this.shapeOf(value)]
        : this.shapesOfValues(this.resolver.followPath(this.resolver.follow(value), path));
    if (variable.defs[0]?.type !== "Parameter")
      return this.resolver
        .writtenValues(variable, pattern)
        .flatMap(({ node, path }) => at({ node, callContext }, path));
    const place = parameterPlace(variable, pattern);
    const argument = parameters.argumentOf(variable, callContext, place);
    if (argument !== undefined) return at(argument.value, argument.path);
    if (parameters.isOmitted(variable, callContext, place)) return [EMPTY];
    return this.shapesOfValues(this.resolver.valuesOfParameter(variable, callContext, place) ?? []);
  }

  private shapesOfValues(values: readonly AbstractValue[]): Shape[] {
    return values.filter(({ path }) => path.length === 0).map((value) => this.shapeOf(value));
  }

  /** `Object.fromEntries([["value", value]])`, and of a `Map` that is filled here. */
  private fromEntries(call: TSESTree.CallExpression, callContext: CallContext | null): Shape {
    const [list] = call.arguments;
    if (list === undefined || list.type === "SpreadElement") return OPEN;
    const walked = pairsOf(this.resolver, { node: list, callContext });
    if (walked !== undefined) return decidedBy(call, this.shapeOf(walked));
    const source = unfiltered(this.resolver, { node: list, callContext });
    const pairs = pairsIn(
      this.resolver,
      source?.by === undefined ? { node: list, callContext } : source.list,
    );
    const entries = pairs?.flatMap(({ key, value }): Entry[] => {
      const name = this.members.nameOf(key);
      if (name === undefined) return [];
      const node = value.node.parent ?? value.node;
      return [{ name, node, value, spreadFrom: undefined, conditions: [], isLater: true }];
    });
    const isOpen = entries === undefined || entries.length < (pairs?.length ?? 0);
    const shape = { entries: entries ?? [], isOpen };
    return source?.by === undefined ? shape : decidedBy(call, shape);
  }

  private readCall(call: TSESTree.CallExpression, callContext: CallContext | null): Shape {
    if (isObjectAssign(this.index, call)) {
      const entries: Entry[] = [];
      let isOpen = false;
      for (const argument of call.arguments) {
        const shape =
          argument.type === "SpreadElement" ? OPEN : this.shapeOf({ node: argument, callContext });
        overrideBy(entries, shape.entries);
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

  /**
   * The object that another one has at a path, where it has a name under which it is given more members:
   * `const json = { value }; json.expiration_ttl = ttl; send(url, { json })`. Else whoever follows it tells as much.
   */
  private addedTo(whole: Bound, [name, ...rest]: readonly (string | undefined)[]): Shape | undefined {
    const [entry, ...others] = this.shapeOf(whole).entries.filter((each) => each.name === name);
    if (name === undefined || entry?.value === undefined || others.length + entry.conditions.length > 0)
      return undefined;
    if (rest.length > 0) return this.addedTo(entry.value, rest);
    const node = peel(entry.value.node);
    const variable = node.type === "Identifier" ? this.index.variableOf(node) : undefined;
    if (variable === undefined) return undefined;
    if (variable.defs[0]?.type === "Parameter") return this.shapeOf(entry.value);
    const added = this.members.toVariable(variable, entry.value.callContext);
    return added.entries.length === 0 ? undefined : this.shapeOf(entry.value);
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
