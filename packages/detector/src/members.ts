import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "./binding-pattern.js";
import type { ParameterPlace } from "./binding-pattern.js";
import { isFunction, memberChain, memberName, selfAndAncestors, staticName, thisOwner } from "./file-index.js";
import type { FileIndex, FunctionNode } from "./file-index.js";
import type { Bound, Frame, Leaf, Resolver } from "./resolver.js";
import type { TypeReader } from "./types.js";

/** Array methods that hand each element to their callback first. */
const ELEMENT_METHODS = new Set(["map", "forEach", "flatMap", "filter", "some", "every", "find"]);
/** Array methods whose result holds the same elements. */
const KEEPING_METHODS = new Set(["filter", "slice", "reverse", "sort", "toSorted", "toReversed", "values", "concat"]);

/** Reads members of what expressions stand for: object literals, arrays, enums, classes, instances. */
export class MemberReader {
  private readonly resolver: Resolver;
  private readonly types: TypeReader;
  private readonly index: FileIndex;

  constructor(resolver: Resolver, types: TypeReader) {
    this.resolver = resolver;
    this.types = types;
    this.index = resolver.index;
  }

  memberOf(leaf: Leaf, name: string): Leaf[] {
    const opaque: Leaf[] = [{ ...leaf, path: [...leaf.path, name] }];
    return this.resolver.bounded(opaque, () => this.read(leaf, name, opaque));
  }

  private read(leaf: Leaf, name: string, opaque: Leaf[]): Leaf[] {
    const { node, frame } = leaf;
    if (leaf.path.length > 0) return this.memberOfDeclared(leaf, name) ?? opaque;
    switch (node.type) {
      case "ObjectExpression":
        return this.propertyOf(node, name, frame) ?? opaque;
      case "ArrayExpression":
        return this.elementOf(node, name, frame) ?? opaque;
      case "TSEnumDeclaration": {
        const values = node.body.members.filter((member) => name === ANY_MEMBER || staticName({ key: member.id }) === name);
        const known = values.flatMap(({ initializer }) => (initializer === undefined ? [] : this.resolver.follow({ node: initializer, frame })));
        return known.length > 0 ? known : opaque;
      }
      case "ThisExpression": {
        const owner = thisOwner(node);
        if (owner === undefined) return opaque;
        const own = owner.type === "ClassBody" ? this.classMember(owner, name, isStaticContext(node), frame) : this.propertyOf(owner, name, frame);
        return own ?? opaque;
      }
      case "Super": {
        const owner = thisOwner(node);
        return (owner?.type === "ClassBody" ? this.inheritedMember(owner, name, isStaticContext(node), frame) : undefined) ?? opaque;
      }
      case "NewExpression":
        return this.instanceMember(node, name, frame) ?? opaque;
      case "ClassDeclaration":
      case "ClassExpression":
        return this.classMember(node.body, name, true, frame) ?? opaque;
      case "CallExpression":
        return this.elementOfResult(node, name, frame) ?? this.memberOfDeclared(leaf, name) ?? opaque;
      default:
        return this.memberOfDeclared(leaf, name) ?? opaque;
    }
  }

  /** A member of a value whose declared type is a class of this file. */
  private memberOfDeclared(leaf: Leaf, name: string): Leaf[] | undefined {
    const declared = this.types.declaredTypesOf(leaf, leaf.path.length);
    for (const type of declared) {
      const body = this.types.classOf(type);
      const member = body === undefined ? undefined : this.classMember(body, name, false, null);
      // A field of a class says no more than its type does.
      if (member?.some(({ node, path }) => path.length === 0 && isFunction(node)) === true) return member;
    }
    return undefined;
  }

  private propertyOf(object: TSESTree.ObjectExpression, name: string, frame: Frame | null): Leaf[] | undefined {
    if (name === ANY_MEMBER) {
      const values = object.properties.flatMap((property) =>
        property.type === "Property" && property.kind === "init" ? this.resolver.follow({ node: property.value, frame }) : [],
      );
      return values.length > 0 ? values : undefined;
    }
    for (const property of object.properties.toReversed()) {
      if (property.type === "SpreadElement") {
        const spread = this.resolver.followMember({ node: property.argument, frame }, name).filter((leaf) => leaf.path.length === 0);
        if (spread.length > 0) return spread;
      } else if (staticName(property) === name) {
        if (property.kind === "get" && isFunction(property.value)) return this.returnedBy(property.value, frame);
        return this.resolver.follow({ node: property.value, frame });
      }
    }
    return undefined;
  }

  private elementOf(array: TSESTree.ArrayExpression, name: string, frame: Frame | null): Leaf[] | undefined {
    const wanted = name === ANY_MEMBER ? array.elements : [array.elements[Number(name)]];
    const values = wanted.flatMap((element) => {
      if (element === null || element === undefined) return [];
      if (element.type === "SpreadElement") return this.resolver.followMember({ node: element.argument, frame }, ANY_MEMBER);
      return this.resolver.follow({ node: element, frame });
    });
    return values.length > 0 ? values : undefined;
  }

  /** An element of what `list.map(build)` or `list.filter(…)` gives. */
  private elementOfResult(call: TSESTree.CallExpression, name: string, frame: Frame | null): Leaf[] | undefined {
    if (name !== ANY_MEMBER && !/^\d+$/.test(name)) return undefined;
    const { callee } = call;
    const method = callee.type === "MemberExpression" ? memberName(callee) : undefined;
    if (callee.type !== "MemberExpression" || method === undefined) return undefined;
    if (KEEPING_METHODS.has(method)) return this.resolver.followMember({ node: callee.object, frame }, name);
    const [build] = call.arguments;
    if (method !== "map" || build === undefined || build.type === "SpreadElement") return undefined;
    const built = this.resolver.functionsOf({ node: build, frame }).flatMap((fn) => this.returnedBy(fn.node, fn.frame));
    return built.length > 0 ? built : undefined;
  }

  /** The elements that an array method passes to a callback's first parameter. */
  elementsPassedTo({ fn, position }: ParameterPlace, frame: Frame | null): Leaf[] | undefined {
    const call = fn.parent;
    if (position !== 0 || call.type !== "CallExpression" || call.arguments[0] !== fn) return undefined;
    const { callee } = call;
    if (callee.type !== "MemberExpression" || !ELEMENT_METHODS.has(memberName(callee) ?? "")) return undefined;
    return this.resolver.followMember({ node: callee.object, frame }, ANY_MEMBER);
  }

  private instanceMember(node: TSESTree.NewExpression, name: string, frame: Frame | null): Leaf[] | undefined {
    for (const { node: constructed, frame: home, path } of this.resolver.follow({ node: node.callee, frame })) {
      if (path.length > 0) continue;
      if (constructed.type === "ClassDeclaration" || constructed.type === "ClassExpression") {
        const member = this.classMember(constructed.body, name, false, home);
        if (member !== undefined) return member;
      } else if (isFunction(constructed)) {
        const member = this.prototypeMember(node.callee, constructed, name, home);
        if (member !== undefined) return member;
      }
    }
    return undefined;
  }

  /** `F.prototype.name = …` and `this.name = …` in `F`. */
  private prototypeMember(callee: TSESTree.Node, constructed: FunctionNode, name: string, frame: Frame | null): Leaf[] | undefined {
    const onPrototype = this.assignedTo({ node: callee, frame }, "prototype", name);
    if (onPrototype.length > 0) return onPrototype;
    const own = thisAssignments(constructed.body, name);
    return own.length > 0 ? own.flatMap((value) => this.resolver.follow({ node: value, frame })) : undefined;
  }

  /** Values assigned to a member of a variable, or of CommonJS' `exports`, anywhere in the file. */
  assignedTo(object: Bound, ...path: readonly string[]): Leaf[] {
    const chain = memberChain(object.node);
    if (chain?.root.type !== "Identifier") return [];
    const { root } = chain;
    const wanted = [...chain.path, ...path].join(".");
    const variable = this.index.variableOf(root);
    if (variable === undefined && root.name !== "exports" && root.name !== "module") return [];
    return this.index.memberAssignments.flatMap(({ left, right }) => {
      const target = memberChain(left);
      if (target?.root.type !== "Identifier" || target.path.join(".") !== wanted) return [];
      if (this.index.variableOf(target.root) !== variable || (variable === undefined && target.root.name !== root.name)) return [];
      return this.resolver.follow({ node: right, frame: object.frame });
    });
  }

  private classMember(body: TSESTree.ClassBody, name: string, isStatic: boolean, frame: Frame | null): Leaf[] | undefined {
    for (const member of body.body) {
      if (member.type !== "MethodDefinition" && member.type !== "PropertyDefinition") continue;
      if (member.static !== isStatic || staticName(member) !== name) continue;
      if (member.type === "PropertyDefinition") {
        if (member.value !== null) return this.resolver.follow({ node: member.value, frame });
        continue;
      }
      if (!isFunction(member.value)) continue;
      return member.kind === "get" ? this.returnedBy(member.value, frame) : [{ node: member.value, frame, path: [] }];
    }
    const assigned = isStatic ? [] : constructorAssignments(body, name);
    if (assigned.length > 0) return assigned.flatMap((value) => this.resolver.follow({ node: value, frame }));
    return this.inheritedMember(body, name, isStatic, frame);
  }

  private inheritedMember(body: TSESTree.ClassBody, name: string, isStatic: boolean, frame: Frame | null): Leaf[] | undefined {
    const parent = body.parent.superClass;
    if (parent === null) return undefined;
    for (const leaf of this.resolver.follow({ node: parent, frame })) {
      if (leaf.node.type !== "ClassDeclaration" && leaf.node.type !== "ClassExpression") continue;
      const { body: base } = leaf.node;
      const inherited = this.resolver.bounded(undefined, () => this.classMember(base, name, isStatic, leaf.frame));
      if (inherited !== undefined) return inherited;
    }
    return undefined;
  }

  private returnedBy(fn: FunctionNode, frame: Frame | null): Leaf[] {
    return (this.index.returns.get(fn) ?? []).flatMap((value) => this.resolver.follow({ node: value, frame }));
  }
}

/** Whether `this` or `super` stands in a static member. */
function isStaticContext(node: TSESTree.Node): boolean {
  for (const current of selfAndAncestors(node)) {
    if (current.type === "MethodDefinition" || current.type === "PropertyDefinition") return current.static;
    if (current.type === "StaticBlock") return true;
  }
  return false;
}

/** Values given to `this.name` in a class's constructor. */
function constructorAssignments(body: TSESTree.ClassBody, name: string): TSESTree.Node[] {
  return body.body.flatMap((member) =>
    member.type === "MethodDefinition" && member.kind === "constructor" && member.value.body !== null ? thisAssignments(member.value.body, name) : [],
  );
}

function thisAssignments(body: TSESTree.Node, name: string): TSESTree.Node[] {
  if (body.type !== "BlockStatement") return [];
  return body.body.flatMap((statement) => {
    if (statement.type !== "ExpressionStatement" || statement.expression.type !== "AssignmentExpression") return [];
    const { left, right } = statement.expression;
    return left.type === "MemberExpression" && left.object.type === "ThisExpression" && memberName(left) === name ? [right] : [];
  });
}
