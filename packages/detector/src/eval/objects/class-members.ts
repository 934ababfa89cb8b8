import type { TSESTree } from "@typescript-eslint/utils";
import { classNamed } from "../lookups.js";
import type { Frame, Leaf } from "../frames.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import { isFunction, staticName } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { constructorOf, parameterName, superCall } from "../../syntax/class-parts.js";
import type { Resolver } from "../resolver.js";

/** Reads members of classes and of their instances. */
export class ClassMembers {
  private readonly resolver: Resolver;
  private readonly index: SourceIndex;

  constructor(resolver: Resolver) {
    this.resolver = resolver;
    this.index = resolver.index;
  }

  /** A member of what `new` makes of a class or of a function. */
  memberOfInstance(node: TSESTree.NewExpression, name: string, frame: Frame | null): Leaf[] | undefined {
    for (const { node: constructed, frame: home, path } of this.resolver.follow({
      node: node.callee,
      frame,
    })) {
      if (path.length > 0) continue;
      if (constructed.type === "ClassDeclaration" || constructed.type === "ClassExpression") {
        const instance = this.resolver.calls.enter({ node: constructed.body, frame: home }, node, frame);
        const member = this.memberOf(constructed.body, name, false, instance);
        if (member !== undefined) return member;
      } else if (isFunction(constructed)) {
        const member = this.prototypeMember(constructed, name, home);
        if (member !== undefined) return member;
      }
    }
    return undefined;
  }

  /** `F.prototype.name = …` and `this.name = …` in `F`. */
  private prototypeMember(constructed: FunctionNode, name: string, frame: Frame | null): Leaf[] | undefined {
    const declared =
      constructed.type === "FunctionDeclaration"
        ? constructed.id
        : constructed.parent.type === "VariableDeclarator"
          ? constructed.parent.id
          : null;
    if (declared !== null) {
      const onPrototype = this.resolver.members.assignedTo({ node: declared, frame }, "prototype", name);
      if (onPrototype.length > 0) return onPrototype;
      const ofPrototype = this.resolver.members
        .assignedTo({ node: declared, frame }, "prototype")
        .flatMap((leaf) => this.resolver.members.memberOf(leaf, name));
      if (ofPrototype.some(({ path }) => path.length === 0)) return ofPrototype;
    }
    const own = this.index.valuesAssignedToThisOf(constructed, [name]);
    return own.length > 0 ? own.flatMap((value) => this.resolver.follow({ node: value, frame })) : undefined;
  }

  /** A member that a class declares, assigns in its constructor, or inherits. */
  memberOf(
    body: TSESTree.ClassBody,
    name: string,
    isStatic: boolean,
    frame: Frame | null,
  ): Leaf[] | undefined {
    for (const member of body.body) {
      if (member.type !== "MethodDefinition" && member.type !== "PropertyDefinition") continue;
      if (member.static !== isStatic || staticName(member) !== name) continue;
      if (member.type === "PropertyDefinition") {
        if (member.value !== null) return this.resolver.follow({ node: member.value, frame });
        continue;
      }
      if (!isFunction(member.value)) continue;
      return member.kind === "get"
        ? this.resolver.members.returnedBy(member.value, frame)
        : [{ node: member.value, frame, path: [] }];
    }
    const constructor = isStatic ? undefined : constructorOf(body);
    const assigned = constructor === undefined ? [] : this.index.valuesAssignedToThisOf(constructor, [name]);
    if (assigned.length > 0) return assigned.flatMap((value) => this.resolver.follow({ node: value, frame }));
    return (
      (isStatic ? undefined : this.parameterProperty(body, name, frame)) ??
      this.inheritedBy(body, name, isStatic, frame)
    );
  }

  /** `constructor(private readonly http: Http)`, where the call that made the instance is known. */
  private parameterProperty(body: TSESTree.ClassBody, name: string, frame: Frame | null): Leaf[] | undefined {
    const parameter = constructorOf(body)?.params.find(
      (each) => each.type === "TSParameterProperty" && parameterName(each.parameter) === name,
    );
    if (parameter?.type !== "TSParameterProperty") return undefined;
    const target =
      parameter.parameter.type === "AssignmentPattern" ? parameter.parameter.left : parameter.parameter;
    const leaves = this.resolver.follow({ node: target, frame });
    // A parameter that nothing is known of is better read as the field that its class declares.
    return leaves.some((leaf) => leaf.node !== target) ? leaves : undefined;
  }

  /** A member of what a class extends. */
  inheritedBy(
    body: TSESTree.ClassBody,
    name: string,
    isStatic: boolean,
    frame: Frame | null,
  ): Leaf[] | undefined {
    const parent = body.parent.superClass;
    if (parent === null) return undefined;
    for (const leaf of this.resolver.follow({ node: parent, frame })) {
      if (leaf.node.type !== "ClassDeclaration" && leaf.node.type !== "ClassExpression") continue;
      const { body: base } = leaf.node;
      const home = isStatic ? leaf.frame : this.parentFrame(body, base, frame);
      const inherited = this.resolver.bounded(undefined, () => this.memberOf(base, name, isStatic, home));
      if (inherited !== undefined) return inherited;
    }
    return undefined;
  }

  /** The frame of the class that an instance's class extends: what `super(…)` passes, or what the derived class was given itself. */
  private parentFrame(
    derived: TSESTree.ClassBody,
    base: TSESTree.ClassBody,
    frame: Frame | null,
  ): Frame | null {
    if (frame?.fn !== derived) return frame;
    const own = constructorOf(derived);
    const call = own === undefined ? frame.call : superCall(own);
    return this.resolver.calls.enter({ node: base, frame }, call, own === undefined ? frame.outer : frame);
  }

  /** The frame of a base class, however far up, of an instance. */
  baseFrame(derived: TSESTree.ClassBody, base: TSESTree.ClassBody, instance: Frame): Frame | undefined {
    let [current, frame] = [derived, instance];
    while (current !== base) {
      const parent =
        current.parent.superClass === null ? undefined : classNamed(this.resolver, current.parent.superClass);
      if (parent === undefined) return undefined;
      frame = this.parentFrame(current, parent, frame) ?? frame;
      current = parent;
    }
    return frame;
  }
}

/** A method that a class has itself. */
export function ownMethod(body: TSESTree.ClassBody, name: string): Leaf[] {
  return body.body.flatMap((member) =>
    member.type === "MethodDefinition" &&
    member.kind === "method" &&
    !member.static &&
    staticName(member) === name &&
    isFunction(member.value)
      ? [{ node: member.value, frame: null, path: [] }]
      : [],
  );
}
