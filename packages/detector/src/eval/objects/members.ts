import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import type { ParameterPlace } from "../../syntax/binding-pattern.js";
import { constructorOf, isStaticContext, parameterName, superCall } from "../../syntax/class-parts.js";
import { instanceFrame } from "../frames.js";
import { isFunction, memberChain, memberName, staticName, thisOwner } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { classNamed } from "../lookups.js";
import type { ImplementerIndex } from "../../types/implementers.js";
import type { Bound, Frame, Leaf } from "../frames.js";
import { declaredTypesOf } from "../leaf-types.js";
import type { Resolver } from "../resolver.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import type { TypeReader } from "../../types/type-reader.js";

/** Array methods that hand each element to their callback first. */
const ELEMENT_METHODS = new Set(["map", "forEach", "flatMap", "filter", "some", "every", "find"]);
/** Array methods whose result holds the same elements. */
const KEEPING_METHODS = new Set([
  "filter",
  "slice",
  "reverse",
  "sort",
  "toSorted",
  "toReversed",
  "values",
  "concat",
]);

/** Reads members of what expressions stand for: object literals, arrays, enums, classes, instances. */
export class MemberReader {
  private readonly resolver: Resolver;
  private readonly types: TypeReader;
  private readonly implementers: ImplementerIndex;
  private readonly index: SourceIndex;

  constructor(resolver: Resolver, types: TypeReader, implementers: ImplementerIndex) {
    this.resolver = resolver;
    this.types = types;
    this.implementers = implementers;
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
        const values = node.body.members.filter(
          (member) => name === ANY_MEMBER || staticName({ key: member.id }) === name,
        );
        const known = values.flatMap(({ initializer }) =>
          initializer === undefined ? [] : this.resolver.follow({ node: initializer, frame }),
        );
        return known.length > 0 ? known : opaque;
      }
      case "ThisExpression": {
        const owner = thisOwner(node);
        if (owner === undefined) return opaque;
        if (owner.type !== "ClassBody") return this.propertyOf(owner, name, frame) ?? opaque;
        if (isStaticContext(node)) return this.classMember(owner, name, true, frame) ?? opaque;
        const instance = instanceFrame(owner, frame);
        if (instance === undefined) this.resolver.miss(owner);
        const made = instance?.fn.type === "ClassBody" ? instance.fn : owner;
        const own = this.classMember(made, name, false, instance ?? frame) ?? [];
        // Whose instance it is is not known: a class that extends this one may have its own.
        const overriding =
          instance === undefined
            ? this.implementers.of(owner).classes.flatMap((each) => this.ownMethod(each, name))
            : [];
        return own.length + overriding.length > 0 ? unique([...own, ...overriding]) : opaque;
      }
      case "Super": {
        const owner = thisOwner(node);
        return (
          (owner?.type === "ClassBody"
            ? this.inheritedMember(owner, name, isStaticContext(node), frame)
            : undefined) ?? opaque
        );
      }
      case "NewExpression":
        return this.instanceMember(node, name, frame) ?? opaque;
      case "ClassDeclaration":
      case "ClassExpression":
        return this.classMember(node.body, name, true, frame) ?? opaque;
      case "Program": {
        const exported = this.resolver.followExport(this.index.fileOf(node), name);
        return exported.length > 0 ? exported : opaque;
      }
      case "CallExpression":
        return this.elementOfResult(node, name, frame) ?? this.memberOfDeclared(leaf, name) ?? opaque;
      default:
        return this.memberOfDeclared(leaf, name) ?? opaque;
    }
  }

  /** A member of a value by its declared type: a class, or whoever implements the interface. */
  private memberOfDeclared(leaf: Leaf, name: string): Leaf[] | undefined {
    for (const type of declaredTypesOf(this.types, leaf, leaf.path.length)) {
      const members = this.memberOfType(type, name).filter(
        ({ node, path }) => path.length === 0 && isFunction(node),
      );
      // A field of a class says no more than its type does.
      if (members.length > 0) return members;
    }
    return undefined;
  }

  private memberOfType(type: TSESTree.TypeNode, name: string): Leaf[] {
    const value = this.types.valueNamedBy(type);
    if (value !== undefined) return this.memberOfValue(value.of, value.how, name);
    const body = this.types.classOf(type);
    const declaration = body ?? this.types.interfaceOf(type);
    return declaration === undefined ? [] : this.memberOfDeclaration(declaration, name);
  }

  /** A member of whoever implements an interface (its declaration), or is or extends a class (its body). */
  memberOfDeclaration(declaration: TSESTree.Node, name: string): Leaf[] {
    const body = declaration.type === "ClassBody" ? declaration : undefined;
    const { classes, values } = this.implementers.of(declaration);
    const ofClasses = [...(body === undefined ? [] : [body]), ...classes].flatMap(
      (each) => this.classMember(each, name, false, null) ?? [],
    );
    const ofValues = values.flatMap((node) =>
      this.resolver.once({ node, frame: null }, [], () =>
        this.resolver.followMember({ node, frame: null }, name),
      ),
    );
    return unique([...ofClasses, ...ofValues]);
  }

  private memberOfValue(of: TSESTree.Node, how: "itself" | "returned" | "made", name: string): Leaf[] {
    if (how === "itself") return this.resolver.followMember({ node: of, frame: null }, name);
    if (how === "made") {
      const body = classNamed(this.resolver, of);
      return body === undefined ? [] : (this.classMember(body, name, false, null) ?? []);
    }
    return this.resolver
      .functionsOf({ node: of, frame: null })
      .flatMap((fn) => this.returnedBy(fn.node, fn.frame))
      .flatMap((leaf) => this.memberOf(leaf, name));
  }

  private propertyOf(
    object: TSESTree.ObjectExpression,
    name: string,
    frame: Frame | null,
  ): Leaf[] | undefined {
    if (name === ANY_MEMBER) {
      const values = object.properties.flatMap((property) =>
        property.type === "Property" && property.kind === "init"
          ? this.resolver.follow({ node: property.value, frame })
          : [],
      );
      return values.length > 0 ? values : undefined;
    }
    for (const property of object.properties.toReversed()) {
      if (property.type === "SpreadElement") {
        const spread = this.resolver
          .followMember({ node: property.argument, frame }, name)
          .filter((leaf) => leaf.path.length === 0);
        if (spread.length > 0) return spread;
      } else if (staticName(property) === name) {
        if (property.kind === "get" && isFunction(property.value))
          return this.returnedBy(property.value, frame);
        return this.resolver.follow({ node: property.value, frame });
      }
    }
    return undefined;
  }

  private elementOf(array: TSESTree.ArrayExpression, name: string, frame: Frame | null): Leaf[] | undefined {
    const wanted = name === ANY_MEMBER ? array.elements : [array.elements[Number(name)]];
    const values = wanted.flatMap((element) => {
      if (element === null || element === undefined) return [];
      if (element.type === "SpreadElement")
        return this.resolver.followMember({ node: element.argument, frame }, ANY_MEMBER);
      return this.resolver.follow({ node: element, frame });
    });
    return values.length > 0 ? values : undefined;
  }

  /** An element of what `list.map(build)` or `list.filter(…)` gives. */
  private elementOfResult(
    call: TSESTree.CallExpression,
    name: string,
    frame: Frame | null,
  ): Leaf[] | undefined {
    if (name !== ANY_MEMBER && !/^\d+$/.test(name)) return undefined;
    const { callee } = call;
    const method = callee.type === "MemberExpression" ? memberName(callee) : undefined;
    if (callee.type !== "MemberExpression" || method === undefined) return undefined;
    if (KEEPING_METHODS.has(method)) return this.resolver.followMember({ node: callee.object, frame }, name);
    const [build] = call.arguments;
    if (method !== "map" || build === undefined || build.type === "SpreadElement") return undefined;
    const built = this.resolver
      .functionsOf({ node: build, frame })
      .flatMap((fn) => this.returnedBy(fn.node, fn.frame));
    return built.length > 0 ? built : undefined;
  }

  /** The elements that an array method passes to a callback's first parameter. */
  elementsPassedTo({ fn, position }: ParameterPlace, frame: Frame | null): Leaf[] | undefined {
    const call = fn.parent;
    if (position !== 0 || call.type !== "CallExpression" || call.arguments[0] !== fn) return undefined;
    const { callee } = call;
    if (callee.type !== "MemberExpression") return undefined;
    // `import("./kv").then(({ put }) => …)`
    if (memberName(callee) === "then") return this.resolver.follow({ node: callee.object, frame });
    if (!ELEMENT_METHODS.has(memberName(callee) ?? "")) return undefined;
    return this.resolver.followMember({ node: callee.object, frame }, ANY_MEMBER);
  }

  private instanceMember(
    node: TSESTree.NewExpression,
    name: string,
    frame: Frame | null,
  ): Leaf[] | undefined {
    for (const { node: constructed, frame: home, path } of this.resolver.follow({
      node: node.callee,
      frame,
    })) {
      if (path.length > 0) continue;
      if (constructed.type === "ClassDeclaration" || constructed.type === "ClassExpression") {
        const instance = this.resolver.calls.enter({ node: constructed.body, frame: home }, node, frame);
        const member = this.classMember(constructed.body, name, false, instance);
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
      const onPrototype = this.assignedTo({ node: declared, frame }, "prototype", name);
      if (onPrototype.length > 0) return onPrototype;
      const ofPrototype = this.assignedTo({ node: declared, frame }, "prototype").flatMap((leaf) =>
        this.memberOf(leaf, name),
      );
      if (ofPrototype.some(({ path }) => path.length === 0)) return ofPrototype;
    }
    const own = this.index.valuesAssignedToThisOf(constructed, [name]);
    return own.length > 0 ? own.flatMap((value) => this.resolver.follow({ node: value, frame })) : undefined;
  }

  /** Values assigned to a member of a variable, or of CommonJS' `exports`, anywhere in the file. */
  assignedTo(object: Bound, ...path: readonly string[]): Leaf[] {
    const chain = memberChain(object.node);
    if (chain?.root.type !== "Identifier") return [];
    const { root } = chain;
    if (this.index.variableOf(root) === undefined && root.name !== "exports" && root.name !== "module")
      return [];
    return this.index
      .valuesAssignedTo(root, [...chain.path, ...path])
      .flatMap((value) => this.resolver.follow({ node: value, frame: object.frame }));
  }

  /** What is assigned to a member of an object later, by the name of the variable that it was made for: `const kv = {}; kv.put = …`. */
  assignedToMade({ node, frame }: Leaf, name: string): Leaf[] {
    const holder =
      node.type === "FunctionDeclaration"
        ? node.id
        : node.parent?.type === "VariableDeclarator" && node.parent.init === node
          ? node.parent.id
          : undefined;
    return holder?.type === "Identifier" ? this.assignedTo({ node: holder, frame }, name) : [];
  }

  private classMember(
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
        ? this.returnedBy(member.value, frame)
        : [{ node: member.value, frame, path: [] }];
    }
    const constructor = isStatic ? undefined : constructorOf(body);
    const assigned = constructor === undefined ? [] : this.index.valuesAssignedToThisOf(constructor, [name]);
    if (assigned.length > 0) return assigned.flatMap((value) => this.resolver.follow({ node: value, frame }));
    return (
      (isStatic ? undefined : this.parameterProperty(body, name, frame)) ??
      this.inheritedMember(body, name, isStatic, frame)
    );
  }

  /** A method that a class has itself. */
  private ownMethod(body: TSESTree.ClassBody, name: string): Leaf[] {
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

  private inheritedMember(
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
      const inherited = this.resolver.bounded(undefined, () => this.classMember(base, name, isStatic, home));
      if (inherited !== undefined) return inherited;
    }
    return undefined;
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

  private returnedBy(fn: FunctionNode, frame: Frame | null): Leaf[] {
    return this.index.returnsOf(fn).flatMap((value) => this.resolver.follow({ node: value, frame }));
  }
}

/** The leaves without repetition: an inherited method is found in its class and in those that extend it. */
const unique = (leaves: readonly Leaf[]): Leaf[] => [
  ...new Map(leaves.map((leaf) => [leaf.node, leaf])).values(),
];
