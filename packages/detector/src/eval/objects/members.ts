import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import type { ParameterPlace } from "../../syntax/binding-pattern.js";
import { isStaticContext } from "../../syntax/class-parts.js";
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
import { ClassMembers, ownMethod } from "./class-members.js";

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
  readonly classes: ClassMembers;

  constructor(resolver: Resolver, types: TypeReader, implementers: ImplementerIndex) {
    this.resolver = resolver;
    this.types = types;
    this.implementers = implementers;
    this.index = resolver.index;
    this.classes = new ClassMembers(resolver);
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
        if (isStaticContext(node)) return this.classes.memberOf(owner, name, true, frame) ?? opaque;
        const instance = instanceFrame(owner, frame);
        if (instance === undefined) this.resolver.miss(owner);
        const made = instance?.fn.type === "ClassBody" ? instance.fn : owner;
        const own = this.classes.memberOf(made, name, false, instance ?? frame) ?? [];
        // Whose instance it is is not known: a class that extends this one may have its own.
        const overriding =
          instance === undefined
            ? this.implementers.of(owner).classes.flatMap((each) => ownMethod(each, name))
            : [];
        return own.length + overriding.length > 0 ? unique([...own, ...overriding]) : opaque;
      }
      case "Super": {
        const owner = thisOwner(node);
        return (
          (owner?.type === "ClassBody"
            ? this.classes.inheritedBy(owner, name, isStaticContext(node), frame)
            : undefined) ?? opaque
        );
      }
      case "NewExpression":
        return this.classes.memberOfInstance(node, name, frame) ?? opaque;
      case "ClassDeclaration":
      case "ClassExpression":
        return this.classes.memberOf(node.body, name, true, frame) ?? opaque;
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
      (each) => this.classes.memberOf(each, name, false, null) ?? [],
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
      return body === undefined ? [] : (this.classes.memberOf(body, name, false, null) ?? []);
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

  /** What a function returns. */
  returnedBy(fn: FunctionNode, frame: Frame | null): Leaf[] {
    return this.index.returnsOf(fn).flatMap((value) => this.resolver.follow({ node: value, frame }));
  }
}

/** The leaves without repetition: an inherited method is found in its class and in those that extend it. */
const unique = (leaves: readonly Leaf[]): Leaf[] => [
  ...new Map(leaves.map((leaf) => [leaf.node, leaf])).values(),
];
