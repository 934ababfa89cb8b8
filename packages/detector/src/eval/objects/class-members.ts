import type { TSESTree } from "@typescript-eslint/utils";
import { classNamed } from "../lookups.js";
import type { CallContext, AbstractValue } from "../call-context.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import { isFunction, staticName } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { constructorOf, parameterName, superCall } from "../../syntax/class-parts.js";
import { givenFromOutside, isPlaceholder } from "./from-outside.js";
import { keptValues, memberAssignedToThisOf } from "./later-members.js";
import type { Maker } from "../../syntax/prototypes.js";
import type { Resolver } from "../resolver.js";
import { unsure } from "../unsure-values.js";

/** Reads members of classes and of their instances. */
export class ClassMembers {
  private readonly resolver: Resolver;
  private readonly index: SourceIndex;

  constructor(resolver: Resolver) {
    this.resolver = resolver;
    this.index = resolver.index;
  }

  /** A member of what `new` makes of a class or of a function. */
  memberOfInstance(
    node: TSESTree.NewExpression,
    name: string,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    for (const { node: constructed, callContext: home, path } of this.resolver.follow({
      node: node.callee,
      callContext,
    })) {
      if (path.length > 0) continue;
      if (constructed.type === "ClassDeclaration" || constructed.type === "ClassExpression") {
        const instance = this.resolver.calls.enter(
          { node: constructed.body, callContext: home },
          node,
          callContext,
        );
        const member =
          this.memberOf(constructed.body, name, false, instance) ??
          this.onPrototype(constructed.id, name, home);
        if (member !== undefined) return member;
      } else if (isFunction(constructed)) {
        const instance = this.resolver.calls.enter(
          { node: constructed, callContext: home },
          node,
          callContext,
        );
        const member = this.prototypeMember(constructed, name, instance);
        if (member !== undefined) return member;
      }
    }
    return undefined;
  }

  /** A member of `this` in a method that is put on the prototype of a function or class. */
  memberOfMade(maker: Maker, name: string, callContext: CallContext | null): AbstractValue[] | undefined {
    const scope = maker;
    let instance = callContext;
    while (instance !== null && instance.fn !== scope) instance = instance.closure;
    if (instance === null) this.resolver.miss(scope);
    if (maker.type !== "ClassBody") return this.prototypeMember(maker, name, instance);
    return (
      this.memberOf(maker, name, false, instance, callContext) ??
      this.onPrototype(maker.parent.id, name, instance)
    );
  }

  /** `F.prototype.name = …` and `this.name = …` in `F`. */
  private prototypeMember(
    constructed: FunctionNode,
    name: string,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    const declared =
      constructed.type === "FunctionDeclaration"
        ? constructed.id
        : constructed.parent.type === "VariableDeclarator"
          ? constructed.parent.id
          : null;
    const shared = this.onPrototype(declared, name, callContext);
    if (shared !== undefined) return shared;
    const own = this.index.valuesAssignedToThisOf(constructed, [name]);
    if (own.length > 0) return own.flatMap((value) => this.resolver.follow({ node: value, callContext }));
    const given = memberAssignedToThisOf(this.resolver, constructed, name, callContext);
    return given.length > 0 ? given : undefined;
  }

  /** `F.prototype.name = …`, `F.prototype = { name }`, `F.prototype[key] = …` of a function or class with that name. */
  private onPrototype(
    declared: TSESTree.Node | null,
    name: string,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    if (declared === null) return undefined;
    const { members } = this.resolver;
    const onPrototype = members.assignedTo({ node: declared, callContext }, "prototype", name);
    if (onPrototype.length > 0) return onPrototype;
    const ofPrototype = members
      .assignedTo({ node: declared, callContext }, "prototype")
      .flatMap((value) => members.memberOf(value, name));
    return ofPrototype.some(({ path }) => path.length === 0) ? ofPrototype : undefined;
  }

  /**
   * A member that a class declares, assigns in its constructor or a method, or inherits.
   * @param callContext that of the instance
   * @param within that in which the member is read: the method may have set it itself
   */
  memberOf(
    body: TSESTree.ClassBody,
    name: string,
    isStatic: boolean,
    callContext: CallContext | null,
    within = callContext,
  ): AbstractValue[] | undefined {
    const made = this.madeWith(body, name, isStatic, callContext);
    const constructor = constructorOf(body);
    const kept = this.index
      .keptBy(body, name)
      .filter(
        (each) =>
          each.isStatic === isStatic &&
          (constructor === undefined || each.method !== constructor || each.path.length > 0),
      );
    const later = [
      ...keptValues(this.resolver, kept, callContext, within),
      ...(isPlaceholder(made) ? givenFromOutside(this.resolver, body, name, isStatic) : []),
    ];
    return later.length === 0 ? made : unsure([...(made ?? []), ...later]);
  }

  private madeWith(
    body: TSESTree.ClassBody,
    name: string,
    isStatic: boolean,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    for (const member of body.body) {
      if (member.type !== "MethodDefinition" && member.type !== "PropertyDefinition") continue;
      if (member.static !== isStatic || staticName(member) !== name) continue;
      if (member.type === "PropertyDefinition") {
        if (member.value !== null) return this.resolver.follow({ node: member.value, callContext });
        continue;
      }
      if (!isFunction(member.value)) continue;
      return member.kind === "get"
        ? this.resolver.members.returnedBy(member.value, callContext)
        : [{ node: member.value, callContext, path: [] }];
    }
    const constructor = isStatic ? undefined : constructorOf(body);
    const assigned = constructor === undefined ? [] : this.index.valuesAssignedToThisOf(constructor, [name]);
    if (assigned.length > 0)
      return assigned.flatMap((value) => this.resolver.follow({ node: value, callContext }));
    const given =
      constructor === undefined ? [] : memberAssignedToThisOf(this.resolver, constructor, name, callContext);
    if (given.length > 0) return given;
    return (
      (isStatic ? undefined : this.parameterProperty(body, name, callContext)) ??
      this.inheritedBy(body, name, isStatic, callContext)
    );
  }

  /** `constructor(private readonly http: Http)`, where the call that made the instance is known. */
  private parameterProperty(
    body: TSESTree.ClassBody,
    name: string,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    const parameter = constructorOf(body)?.params.find(
      (each) => each.type === "TSParameterProperty" && parameterName(each.parameter) === name,
    );
    if (parameter?.type !== "TSParameterProperty") return undefined;
    const target =
      parameter.parameter.type === "AssignmentPattern" ? parameter.parameter.left : parameter.parameter;
    const values = this.resolver.follow({ node: target, callContext });
    // A parameter that nothing is known of is better read as the field that its class declares.
    return values.some((value) => value.node !== target) ? values : undefined;
  }

  /** A member of what a class extends. */
  inheritedBy(
    body: TSESTree.ClassBody,
    name: string,
    isStatic: boolean,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    const parent = body.parent.superClass;
    if (parent === null) return undefined;
    for (const value of this.resolver.follow({ node: parent, callContext })) {
      if (value.node.type !== "ClassDeclaration" && value.node.type !== "ClassExpression") continue;
      const { body: base } = value.node;
      const home = isStatic ? value.callContext : this.parentContext(body, base, callContext);
      const inherited = this.resolver.bounded(undefined, () => this.memberOf(base, name, isStatic, home));
      if (inherited !== undefined) return inherited;
    }
    return undefined;
  }

  /** The call context of the class that an instance's class extends: what `super(…)` passes, or what the derived class was given itself. */
  private parentContext(
    derived: TSESTree.ClassBody,
    base: TSESTree.ClassBody,
    callContext: CallContext | null,
  ): CallContext | null {
    if (callContext?.fn !== derived) return callContext;
    const own = constructorOf(derived);
    const call = own === undefined ? callContext.call : superCall(own);
    return this.resolver.calls.enter(
      { node: base, callContext },
      call,
      own === undefined ? callContext.outer : callContext,
    );
  }

  /** The call context of a base class, however far up, of an instance. */
  baseContext(
    derived: TSESTree.ClassBody,
    base: TSESTree.ClassBody,
    instance: CallContext,
  ): CallContext | undefined {
    let [current, callContext] = [derived, instance];
    while (current !== base) {
      const parent =
        current.parent.superClass === null ? undefined : classNamed(this.resolver, current.parent.superClass);
      if (parent === undefined) return undefined;
      callContext = this.parentContext(current, parent, callContext) ?? callContext;
      current = parent;
    }
    return callContext;
  }
}

/** A method that a class has itself. */
export function ownMethod(body: TSESTree.ClassBody, name: string): AbstractValue[] {
  return body.body.flatMap((member) =>
    member.type === "MethodDefinition" &&
    member.kind === "method" &&
    !member.static &&
    staticName(member) === name &&
    isFunction(member.value)
      ? [{ node: member.value, callContext: null, path: [] }]
      : [],
  );
}
