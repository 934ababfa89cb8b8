import type { TSESTree } from "@typescript-eslint/utils";
import type { ParameterPlace } from "../../syntax/binding-pattern.js";
import { globalPath, rowsOfGlobal, rowsOfMethod } from "../../flow/steps/built-ins.js";
import { backwards, backwardsIntoParameter } from "../../flow/steps/rows.js";
import type { Access, Path, Place, Row } from "../../flow/steps/rows.js";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { memberName } from "../../syntax/nodes.js";
import type { Bound, CallContext, AbstractValue } from "../call-context.js";
import type { Resolver } from "../resolver.js";

/** Reads what functions of the platform give, and hand to callbacks, back to what they were given. */
export class BuiltInReader {
  private readonly resolver: Resolver;

  constructor(resolver: Resolver) {
    this.resolver = resolver;
  }

  /** What stands at a path in the result of a function of the platform; `undefined` where the tables don't say. */
  givenBy(
    call: TSESTree.CallExpression,
    path: Path,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    const path0 = globalPath(this.resolver.index, call.callee);
    const rows = path0 === undefined ? undefined : rowsOfGlobal(path0);
    return rows === undefined ? undefined : this.known(rows, call, path, callContext);
  }

  /** The same of a method, by its name: asked only where the call runs no function of the program. */
  givenByMethod(
    call: TSESTree.CallExpression,
    path: Path,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    const rows = methodRows(call);
    return rows === undefined ? undefined : this.known(rows, call, path, callContext);
  }

  /** What a function of the platform passes to a parameter of the callback that is written there. */
  passedTo({ fn, position }: ParameterPlace, callContext: CallContext | null): AbstractValue[] | undefined {
    const call = fn.parent;
    if (call.type !== "CallExpression" || call.callee === fn) return undefined;
    const root = call.arguments.findIndex((argument) => argument === fn);
    const path = globalPath(this.resolver.index, call.callee);
    const rows = (path === undefined ? undefined : rowsOfGlobal(path)) ?? methodRows(call);
    const places = backwardsIntoParameter(rows ?? [], root, position, call.arguments.length);
    return places.length === 0
      ? undefined
      : places.flatMap((place) => this.valuesAt(place, call, [], callContext));
  }

  private known(
    rows: readonly Row[],
    call: TSESTree.CallExpression,
    path: Path,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    const values = backwards(rows, path, call.arguments.length).flatMap(({ row, from, rest }) =>
      row.change === "copy" ? this.valuesAt(from, call, rest, callContext) : [],
    );
    return values.length > 0 ? values : undefined;
  }

  private valuesAt(
    { root, accesses }: Place,
    call: TSESTree.CallExpression,
    rest: Path,
    callContext: CallContext | null,
  ): AbstractValue[] {
    return this.standingAt(root, call).flatMap((node): AbstractValue[] => {
      const bound: Bound = { node, callContext };
      const [first, ...others] = accesses;
      if (first?.kind === "return")
        return this.resolver
          .functionsOf(bound)
          .flatMap((fn) => this.resolver.members.returnedBy(fn.node, fn.callContext))
          .flatMap((value) => this.resolver.followPath([value], [...others.map(nameOf), ...rest]));
      const [name, ...names] = [...accesses.map(nameOf), ...rest];
      return name === undefined
        ? this.resolver.follow(bound)
        : this.resolver.followPath(this.resolver.followMember(bound, name), names);
    });
  }

  private standingAt(
    root: Place["root"],
    { callee, arguments: given }: TSESTree.CallExpression,
  ): TSESTree.Node[] {
    if (root === "this") return callee.type === "MemberExpression" ? [callee.object] : [];
    const all = given.flatMap((node) => (node.type === "SpreadElement" ? [] : [node]));
    if (typeof root !== "number") return root === "any argument" ? all : [];
    const node = given[root];
    return node === undefined || node.type === "SpreadElement" ? [] : [node];
  }
}

const nameOf = (access: Access): string =>
  access.kind === "member" ? (access.name ?? ANY_MEMBER) : ANY_MEMBER;

function methodRows({ callee }: TSESTree.CallExpression): readonly Row[] | undefined {
  const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
  return name === undefined ? undefined : (rowsOfMethod("promise", name) ?? rowsOfMethod("array", name));
}
