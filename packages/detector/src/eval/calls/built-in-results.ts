import type { TSESTree } from "@typescript-eslint/utils";
import type { ParameterPlace } from "../../syntax/binding-pattern.js";
import { methodRows, platformRows, rowsOfCall, rowsOfMethod } from "../../flow/steps/built-ins.js";
import { backwards, backwardsIntoParameter } from "../../flow/steps/rows.js";
import type { Access, Path, Place, Row } from "../../flow/steps/rows.js";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { placesOf } from "../../syntax/function-places.js";
import { memberName } from "../../syntax/nodes.js";
import { builtInClass } from "../objects/containers.js";
import type { Bound, CallContext, AbstractValue } from "../call-context.js";
import type { Resolver } from "../resolver.js";
import { unsure } from "../unsure-values.js";

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
    const rows = platformRows(this.resolver.index, call);
    return rows === undefined ? undefined : this.known(rows, call, path, callContext);
  }

  /** The same of a method, by its name: asked only where the call runs no function of the program. */
  givenByMethod(
    call: TSESTree.CallExpression,
    path: Path,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    const rows = this.rowsOfMap(call, callContext) ?? methodRows(call);
    return rows === undefined ? undefined : this.known(rows, call, path, callContext);
  }

  /** Those of a method of a `Map`, which an array has too: `pending.entries()`, `pending.forEach((item, key) => …)`. */
  private rowsOfMap(
    { callee }: TSESTree.CallExpression,
    callContext: CallContext | null,
  ): readonly Row[] | undefined {
    const name = callee.type === "MemberExpression" ? (memberName(callee) ?? "") : "";
    if (callee.type !== "MemberExpression" || !/^(?:values|entries|forEach)$/.test(name)) return undefined;
    const isMap = this.resolver
      .follow({ node: callee.object, callContext })
      .some(({ node, path }) => path.length === 0 && builtInClass(this.resolver, node) === "Map");
    return isMap ? rowsOfMethod("map", name) : undefined;
  }

  /** What functions of the platform pass to a parameter of a callback that is written there, or named: `rows.map(save)`. */
  passedTo(place: ParameterPlace, callContext: CallContext | null): AbstractValue[] | undefined {
    const [own, ...named] = placesOf(this.resolver.index, place.fn);
    const passed = own === undefined ? undefined : this.passedAt(own, place, callContext);
    if (passed !== undefined) return passed;
    // Others may call it by its name, too.
    const byName = named.flatMap((each) => this.passedAt(each, place, null) ?? []);
    return byName.length === 0 ? undefined : unsure(byName);
  }

  private passedAt(
    callback: TSESTree.Node,
    { position }: ParameterPlace,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    const call = callback.parent;
    if (call?.type !== "CallExpression" || call.callee === callback) return undefined;
    const root = call.arguments.findIndex((argument) => argument === callback);
    const rows = this.rowsOfMap(call, callContext) ?? rowsOfCall(this.resolver.index, call);
    const places = backwardsIntoParameter(rows, root, position, call.arguments.length);
    return places.length === 0
      ? undefined
      : places.flatMap((place) => this.valuesAt(place, call, [], callContext));
  }

  /**
   * The functions that a call is handed and whose results stand at a path in its own, each with what it is given first:
   * `rows.map(JSON.stringify)`, `load().then(JSON.stringify)`.
   */
  handedAt(
    call: TSESTree.CallExpression,
    path: Path,
    callContext: CallContext | null,
  ): { readonly callback: Bound; readonly given: readonly AbstractValue[] }[] {
    const rows = rowsOfCall(this.resolver.index, call);
    return backwards(rows, path, call.arguments.length).flatMap(({ from: { root, accesses }, rest }) => {
      const [callback] = this.standingAt(root, call);
      if (accesses.length !== 1 || accesses[0]?.kind !== "return" || rest.length > 0) return [];
      if (callback === undefined || typeof root !== "number") return [];
      const places = backwardsIntoParameter(rows, root, 0, call.arguments.length);
      const given = places.flatMap((place) => this.valuesAt(place, call, [], callContext));
      return [{ callback: { node: callback, callContext }, given }];
    });
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
        return (
          this.resolver
            .functionsOf(bound)
            // A generator stands for what it yields: a function has no elements of its own.
            .flatMap((fn) =>
              fn.node.generator
                ? [{ ...fn, path: [] }]
                : this.resolver.members.returnedBy(fn.node, fn.callContext),
            )
            .flatMap((value) => this.resolver.followPath([value], [...others.map(nameOf), ...rest]))
        );
      // What a `Map` has under its keys is the second of each pair that looping over it gives.
      const isOfMap = root === "this" && first?.kind === "member" && first.name === undefined;
      const own =
        isOfMap && this.rowsOfMap(call, callContext) !== undefined
          ? [ANY_MEMBER, "1", ...others.map(nameOf)]
          : accesses.map(nameOf);
      const [name, ...names] = [...own, ...rest];
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
