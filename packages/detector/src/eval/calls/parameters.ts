import { constructedClass } from "../../syntax/nodes.js";
import type { FunctionNode, Variable } from "../../syntax/nodes.js";
import {
  ANY_MEMBER,
  defaultPlacesOf,
  defaultsOfParameter,
  parameterPlace,
  restPlace,
} from "../../syntax/binding-pattern.js";
import type { ParameterPlace } from "../../syntax/binding-pattern.js";
import type { Bound, CallContext, AbstractValue } from "../call-context.js";
import type { Resolver } from "../resolver.js";
import type { ArgumentsOf } from "../search.js";
import { missArguments } from "./invocation.js";
import { emittedTo } from "../objects/handed-over.js";
import { postedByName } from "../objects/named-channels.js";
import { providedTo } from "../objects/providers.js";
import { suppliedTo } from "../objects/supplied.js";
import { isReassigned, unsure } from "../unsure-values.js";

/** Follows parameters to what the call context's call, or any call, passes to them. */
export class ParameterReader {
  private readonly resolver: Resolver;

  constructor(resolver: Resolver) {
    this.resolver = resolver;
  }

  /** What the call context binds a parameter to; `undefined` while the caller is not known. */
  argumentOf(
    variable: Variable,
    callContext: CallContext | null,
    place = parameterPlace(variable),
  ): { value: Bound; path: readonly string[] } | undefined {
    if (place === undefined) return undefined;
    const scope = constructedClass(place.fn) ?? place.fn;
    for (let current = callContext; current !== null; current = current.closure) {
      if (current.fn !== scope) continue;
      const value = current.args[place.position];
      if (value === undefined) missArguments(this.resolver, current);
      const byDefault =
        value === undefined && current.call !== undefined ? innermost(defaultPlacesOf(variable)) : undefined;
      if (byDefault !== undefined)
        return { value: { node: byDefault.node, callContext }, path: byDefault.path };
      return value === undefined ? undefined : { value, path: place.path };
    }
    this.resolver.miss(scope);
    return undefined;
  }

  /** Whether the call context's call is known to pass nothing for a parameter, which has no default either. */
  isOmitted(variable: Variable, callContext: CallContext | null, place = parameterPlace(variable)): boolean {
    if (place === undefined || defaultsOfParameter(variable).length > 0) return false;
    const scope = constructedClass(place.fn) ?? place.fn;
    for (let current = callContext; current !== null; current = current.closure) {
      if (current.fn !== scope) continue;
      const passed = current.call?.arguments ?? [];
      // What a spread of unknown length passes, or another way to call a function, is not known to be nothing.
      return (
        current.call !== undefined &&
        current.args.length === passed.length &&
        passed.length <= place.position &&
        passed.every(({ type }) => type !== "SpreadElement")
      );
    }
    return false;
  }

  /** @param argumentsOf gives what any call passes; left out, only the call context's own call counts. */
  follow(
    variable: Variable,
    callContext: CallContext | null,
    argumentsOf: ArgumentsOf | undefined,
    place = parameterPlace(variable),
  ): AbstractValue[] | undefined {
    const bound = this.argumentOf(variable, callContext, place);
    if (bound !== undefined) {
      const passed = this.resolver.followPath(this.resolver.follow(bound.value), bound.path);
      return isReassigned(variable) ? unsure(passed) : passed;
    }
    if (place === undefined) return undefined;
    const handed = emittedTo(this.resolver, place.fn, place.position);
    const supplied = handed.length > 0 ? handed : suppliedTo(this.resolver, place.fn, place.position);
    const emitted = supplied.length > 0 ? supplied : postedByName(this.resolver, place.fn, place.position);
    const elements =
      this.resolver.calls.builtIns.passedTo(place, callContext) ??
      (emitted.length > 0 ? unsure(emitted.flatMap((value) => this.resolver.follow(value))) : undefined) ??
      someOf(providedTo(this.resolver, place.fn, place.position)) ??
      (argumentsOf === undefined ? [] : this.passedByAnyCall(place, argumentsOf));
    // While no caller is known, nothing but a service by its name: options that a caller leaves out say nothing of others.
    const defaults = this.byDefault(variable, argumentsOf === undefined);
    // `[env.A].map((kv) => …)` says which member it is; an element of what is not known says nothing.
    const known = [...defaults, ...this.resolver.followPath(elements, place.path)].filter(
      ({ path }) => !path.includes(ANY_MEMBER),
    );
    return known.length > 0 ? known : undefined;
  }

  /** What a rest parameter collects in each call that is known of. */
  collectedByAnyCall(variable: Variable, argumentsOf: ArgumentsOf): readonly (readonly Bound[])[] {
    const place = restPlace(variable);
    if (place === undefined) return [];
    return this.entriesOf(place.fn, argumentsOf).map(({ args }) => args.slice(place.position));
  }

  private entriesOf(fn: FunctionNode, argumentsOf: ArgumentsOf): CallContext[] {
    const scope = constructedClass(fn) ?? fn;
    return argumentsOf(scope).map(({ call, closure }) =>
      this.resolver.calls.enter({ node: scope, callContext: closure }, call, null),
    );
  }

  private byDefault(variable: Variable, isByName: boolean): AbstractValue[] {
    return defaultPlacesOf(variable).flatMap(({ node, path }) => {
      if (isByName && node.type !== "Identifier" && node.type !== "MemberExpression") return [];
      const values = this.resolver.followPath(this.resolver.follow({ node, callContext: null }), path);
      return isByName ? unsure(values) : values;
    });
  }

  private passedByAnyCall({ fn, position }: ParameterPlace, argumentsOf: ArgumentsOf): AbstractValue[] {
    return this.entriesOf(fn, argumentsOf).flatMap(({ args }) => {
      const value = args[position];
      return value === undefined ? [] : this.resolver.follow(value);
    });
  }
}

const innermost = <T extends { readonly path: readonly string[] }>(places: readonly T[]): T | undefined =>
  [...places].sort((left, right) => left.path.length - right.path.length)[0];

const someOf = (values: AbstractValue[]): AbstractValue[] | undefined =>
  values.length > 0 ? values : undefined;
