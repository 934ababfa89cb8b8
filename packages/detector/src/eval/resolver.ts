import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER, parameterPlace, pathInPattern, restPlace } from "../syntax/binding-pattern.js";
import { CallReader } from "./calls/call-reader.js";
import { constructedClass, isFunction, memberName, peel, thisOwner } from "../syntax/nodes.js";
import type { FunctionNode, Variable } from "../syntax/nodes.js";
import type { FileIndex } from "../syntax/file-index.js";
import type { ImplementerIndex } from "../types/implementers.js";
import { sentTo } from "./objects/iterated.js";
import { keptUnderName } from "./objects/kept-under-names.js";
import { MemberReader } from "./objects/members.js";
import type { Exported, ModuleReader } from "../syntax/module/modules.js";
import { stepsInto } from "../flow/steps/positions.js";
import { ParameterReader } from "./calls/parameters.js";
import { Search } from "./search.js";
import type { SourceIndex } from "../syntax/source-index.js";
import type { TypeReader } from "../types/type-reader.js";
import { isEnteredThrough } from "./call-context.js";
import type { Bound, CallContext, AbstractValue } from "./call-context.js";
import { assertedTypes, literalText, withTypes } from "./declared-types.js";
import type { ParameterOf } from "./text/parameter-helpers.js";
import { unsure, unsureOutside, withoutNullish } from "./unsure-values.js";

/** How many alternatives (conditionals, reassignments) are kept. */
const MAX_VALUES = 16;
/** The same, where they are all that any call passes. */
const MAX_WIDENED_VALUES = 512;
/** From how many calls on a chain of them is worked out from its start. */
const LONG_CHAIN = 8;

/**
 * Follows expressions to what they stand for: through constants, every assignment of a `let`,
 * destructuring, members of object literals, arrays, classes and instances, conditionals, imports,
 * and calls of the program's own functions. Flow-insensitive: all possible values are returned.
 */
export class Resolver extends Search {
  readonly index: SourceIndex;
  readonly modules: ModuleReader;
  readonly members: MemberReader;
  readonly calls: CallReader;
  readonly parameters: ParameterReader;
  readonly parameterOf: ParameterOf;
  private isSettling = false;

  constructor(
    index: SourceIndex,
    modules: ModuleReader,
    types: TypeReader,
    implementers: ImplementerIndex,
    parameterOf: ParameterOf,
  ) {
    super(() => modules.timesSkipped);
    this.parameterOf = parameterOf;
    this.index = index;
    this.modules = modules;
    this.members = new MemberReader(this, types, implementers);
    this.calls = new CallReader(this);
    this.parameters = new ParameterReader(this);
  }

  /** Notes that callers could tell what an abstract value is: a parameter, a member of an instance. */
  missValue({ node }: AbstractValue): void {
    if (node.type === "ThisExpression") {
      const owner = thisOwner(node);
      if (owner?.type === "ClassBody") this.miss(owner);
      return;
    }
    const variable = node.type === "Identifier" ? this.index.variableOf(node) : undefined;
    const place = variable === undefined ? undefined : (parameterPlace(variable) ?? restPlace(variable));
    if (place !== undefined) this.miss(constructedClass(place.fn) ?? place.fn);
  }

  /** All that an expression can stand for. Empty only for a value that is defined by itself. */
  follow(bound: Bound): AbstractValue[] {
    const node = peel(bound.node);
    const { callContext } = bound;
    const looked: Bound = { node, callContext };
    // Written out: spread, it took a twentieth of what linting a file does, most of it for answers that are known.
    const values = this.remembering(looked, [], [{ node, callContext, path: [] }], () =>
      this.step(looked).slice(0, this.argumentsOf === undefined ? MAX_VALUES : MAX_WIDENED_VALUES),
    );
    return node === bound.node ? values : withTypes(values, assertedTypes(bound.node));
  }

  private step(bound: Bound): AbstractValue[] {
    const { node, callContext } = bound;
    const self: AbstractValue = { node, callContext, path: [] };
    switch (node.type) {
      case "Identifier":
        return this.followIdentifier(node, callContext) ?? [self];
      case "MemberExpression":
        return this.memberNames(node, callContext).flatMap((name) =>
          this.followMember({ node: node.object, callContext }, name),
        );
      case "ConditionalExpression":
      case "LogicalExpression":
      case "AssignmentExpression":
        return this.followParts(node, callContext) ?? [self];
      case "CallExpression": {
        // What a function gives by calling itself is what it gives anyway.
        if (isEnteredThrough(callContext, node)) return [];
        this.settleChain(node, callContext);
        const results = this.calls.resultsOf(node, callContext);
        return results.length > 0 ? results : [self];
      }
      case "YieldExpression": {
        const sent = sentTo(this, node);
        return sent.length > 0 ? sent : [self];
      }
      case "ImportExpression": {
        const file =
          node.source.type === "Literal" ? this.modules.fileAt(node, String(node.source.value)) : undefined;
        return file === undefined ? [self] : [{ node: file.file.ast, callContext: null, path: [] }];
      }
      default:
        return [self];
    }
  }

  /**
   * Works a long chain of calls out from its start, `a.concat(b).concat(c)…`: each of them then asks for what is known
   * already, where it would go as deep as the chain is long.
   */
  private settleChain(call: TSESTree.CallExpression, callContext: CallContext | null): void {
    if (this.isSettling) return;
    const inner = callsBefore(call);
    if (inner.length < LONG_CHAIN) return;
    this.isSettling = true;
    try {
      for (const node of inner.reverse()) this.follow({ node, callContext });
    } finally {
      this.isSettling = false;
    }
  }

  /** The parts of an expression of which one is what it stands for; a condition looked at them where it has several. */
  private followParts(node: TSESTree.Node, callContext: CallContext | null): AbstractValue[] | undefined {
    const parts = stepsInto(node).filter(({ step }) => step.kind === "copy" || step.kind === "choice");
    if (parts.length === 0) return undefined;
    const values = parts.flatMap(({ from }) => this.follow({ node: from, callContext }));
    return parts.length > 1 && node.type !== "AssignmentExpression" ? unsureOutside(node, values) : values;
  }

  /** The names that a member expression can read: `a.b`, `a[B]` with a known `B`, or any. */
  private memberNames(node: TSESTree.MemberExpression, callContext: CallContext | null): string[] {
    const name = memberName(node);
    return name === undefined
      ? (this.staticNames({ node: node.property, callContext }) ?? [ANY_MEMBER])
      : [name];
  }

  /** The texts that a computed key can be, if all of them are static. */
  staticNames(key: Bound): string[] | undefined {
    const names = this.follow(key).map(({ node, path }) =>
      path.length === 0 ? literalText(node) : undefined,
    );
    return names.length > 0 && names.every((name) => name !== undefined) ? names : undefined;
  }

  followExported(exported: Exported): AbstractValue[] {
    switch (exported.kind) {
      case "namespace":
        return [{ node: exported.file.file.ast, callContext: null, path: [] }];
      case "external":
        return [
          {
            node: exported.node,
            callContext: null,
            path:
              exported.node.type === "ExportAllDeclaration" && exported.name !== "*" ? [exported.name] : [],
          },
        ];
      case "expression":
        return this.followPath(this.follow({ node: exported.node, callContext: null }), exported.path);
      case "variable": {
        const name = exported.variable.defs[0]?.name;
        return name === undefined ? [] : this.follow({ node: name, callContext: null });
      }
    }
  }

  /** What a file exports under a name; empty where that is not known. */
  followExport(file: FileIndex, name: string): AbstractValue[] {
    return this.modules.exported(file, name).flatMap((exported) => this.followExported(exported));
  }

  /** The functions of the program that an expression can stand for. */
  functionsOf(bound: Bound): { node: FunctionNode; callContext: CallContext | null }[] {
    const found: { node: FunctionNode; callContext: CallContext | null }[] = [];
    for (const value of this.follow(bound)) {
      if (value.path.length === 0 && isFunction(value.node))
        found.push({ node: value.node, callContext: value.callContext });
    }
    return found;
  }

  private followIdentifier(
    identifier: TSESTree.Identifier,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    const variable = this.index.variableOf(identifier);
    const definition = variable?.defs[0];
    if (variable === undefined || definition === undefined) return undefined;
    switch (definition.type) {
      case "FunctionName": {
        // Overloads come before the implementation.
        const implementation = variable.defs.map(({ node }) => node).find((node) => isFunction(node));
        return implementation === undefined ? undefined : [{ node: implementation, callContext, path: [] }];
      }
      case "ClassName":
      case "TSEnumName":
        return [{ node: definition.node, callContext, path: [] }];
      case "Parameter":
        return this.valuesOfParameter(variable, callContext) ?? this.keptInPattern(identifier, variable);
      case "Variable":
        return this.followVariable(variable, callContext);
      case "ImportBinding": {
        const values = this.modules.imported(definition).flatMap((exported) => this.followExported(exported));
        return values.length === 0 ? undefined : values;
      }
      default:
        return undefined;
    }
  }

  /** What a parameter is passed, or a pattern that stands at such a place. */
  valuesOfParameter(
    variable: Variable,
    callContext: CallContext | null,
    place = parameterPlace(variable),
  ): AbstractValue[] | undefined {
    return this.parameters.follow(variable, callContext, this.argumentsOf, place);
  }

  /** What the calls that are known of pass to a rest parameter, where all that is passed counts. */
  collectedByAnyCall(list: TSESTree.Node): readonly (readonly Bound[])[] {
    const variable = list.type === "Identifier" ? this.index.variableOf(list) : undefined;
    if (variable === undefined || this.argumentsOf === undefined) return [];
    return this.parameters.collectedByAnyCall(variable, this.argumentsOf);
  }

  private followVariable(variable: Variable, callContext: CallContext | null): AbstractValue[] | undefined {
    const values = this.writtenValues(variable);
    const found = values.flatMap((written) =>
      this.followPath(this.follow({ node: written.node, callContext }), written.path),
    );
    const abstractValues = values.length > 1 ? unsure(found) : found;
    const name = variable.defs[0]?.name;
    const annotation = name?.type === "Identifier" ? name.typeAnnotation?.typeAnnotation : undefined;
    return abstractValues.length === 0
      ? undefined
      : withTypes(abstractValues, annotation === undefined ? [] : [annotation]);
  }

  /** The value at a path of members. */
  followPath(abstractValues: readonly AbstractValue[], path: readonly string[]): AbstractValue[] {
    let values = [...abstractValues];
    for (const name of path)
      values = values.flatMap((value) => this.orKept(this.members.memberOf(value, name)));
    return values;
  }

  /**
   * Every value that a variable is given: its initialiser and each assignment, with a destructuring path.
   * @param pattern left out, the variable itself; else a pattern that it is in, and what that is given
   */
  writtenValues(
    variable: Variable,
    pattern?: TSESTree.ObjectPattern,
  ): { node: TSESTree.Node; path: string[] }[] {
    const values: { node: TSESTree.Node; path: string[] }[] = [];
    for (const reference of variable.references) {
      if (!reference.isWrite() || !reference.writeExpr) continue;
      const path = pathInPattern(pattern ?? reference.identifier, reference.writeExpr);
      if (path !== undefined) values.push({ node: reference.writeExpr, path });
    }
    return values;
  }

  /** The value of a property of what an expression stands for. */
  followMember(object: Bound, name: string): AbstractValue[] {
    const values = withoutNullish(this.follow(object)).flatMap((value) => this.members.memberOf(value, name));
    // What is assigned to the member later counts where its object itself does not say.
    if (values.some(({ path }) => path.length === 0)) return values;
    const byName = this.members.assignedTo(object, name);
    const assigned =
      byName.length > 0
        ? byName
        : values.flatMap((value) =>
            value.path.length === 1 ? this.members.assignedToMade(value, name) : [],
          );
    if (assigned.length === 0) return this.orKept(values);
    return assigned.length > 1 ? unsure(assigned) : assigned;
  }

  /** `({ kv }) => kv.write(…)` of what is handed about. */
  private keptInPattern(identifier: TSESTree.Identifier, variable: Variable): AbstractValue[] | undefined {
    const { path = [] } = parameterPlace(variable) ?? {};
    const kept = path.length === 0 ? [] : keptUnderName(this, { node: identifier, callContext: null, path });
    return kept.length > 0 ? kept : undefined;
  }

  /** Members that nothing is known of, or what the program puts under such a name into what is handed about. */
  private orKept(values: AbstractValue[]): AbstractValue[] {
    if (values.some(({ path }) => path.length === 0)) return values;
    const kept = values.flatMap((value) => keptUnderName(this, value));
    return kept.length > 0 ? kept : values;
  }
}

/** The calls that stand before a method's call in a chain, `a.b()` and `a` of `a.b().c()`, the last one first. */
function callsBefore(call: TSESTree.CallExpression): TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = [];
  let node: TSESTree.Node = call;
  while (node.type === "CallExpression" && node.callee.type === "MemberExpression") {
    node = peel(node.callee.object);
    if (node.type === "CallExpression") calls.push(node);
  }
  return calls;
}
