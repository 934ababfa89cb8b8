import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { isStaticContext } from "../../syntax/class-parts.js";
import { contextOfInstance } from "../call-context.js";
import { isFunction, memberChain, staticName, thisOwner } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { classNamed } from "../lookups.js";
import type { ImplementerIndex } from "../../types/implementers.js";
import type { Bound, CallContext, Leaf } from "../call-context.js";
import { declaredTypesOf } from "../leaf-types.js";
import type { Resolver } from "../resolver.js";
import { addedTo } from "./handed-over.js";
import { unsure } from "../unsure-leaves.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import type { TypeReader } from "../../types/type-reader.js";
import { receiverClass } from "./receiver-class.js";
import { ClassMembers, ownMethod } from "./class-members.js";

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
    const { node, callContext } = leaf;
    if (leaf.path.length > 0)
      return this.memberOfResult(leaf, name) ?? this.memberOfDeclared(leaf, name) ?? opaque;
    switch (node.type) {
      case "ObjectExpression":
        return this.propertyOf(node, name, callContext) ?? opaque;
      case "ArrayExpression":
        return this.elementOf(node, name, callContext) ?? opaque;
      case "TSEnumDeclaration": {
        const values = node.body.members.filter(
          (member) => name === ANY_MEMBER || staticName({ key: member.id }) === name,
        );
        const known = values.flatMap(({ initializer }) =>
          initializer === undefined ? [] : this.resolver.follow({ node: initializer, callContext }),
        );
        return known.length > 0 ? known : opaque;
      }
      case "ThisExpression": {
        const owner = thisOwner(node);
        if (owner === undefined) return opaque;
        if (owner.type !== "ClassBody") return this.propertyOf(owner, name, callContext) ?? opaque;
        if (isStaticContext(node)) return this.classes.memberOf(owner, name, true, callContext) ?? opaque;
        const instance = contextOfInstance(owner, callContext);
        const extending = (base: TSESTree.ClassBody): readonly TSESTree.ClassBody[] =>
          this.implementers.of(base).classes;
        const receiver = receiverClass(owner, callContext, extending) ?? owner;
        if (instance === undefined) this.resolver.miss(receiver);
        const made = instance?.fn.type === "ClassBody" ? instance.fn : receiver;
        const own = this.classes.memberOf(made, name, false, instance ?? callContext) ?? [];
        // Whose instance it is is not known: a class that extends this one may have its own.
        const overriding =
          instance === undefined ? extending(made).flatMap((each) => ownMethod(each, name)) : [];
        return own.length + overriding.length > 0 ? unique([...own, ...overriding]) : opaque;
      }
      case "Super": {
        const owner = thisOwner(node);
        return (
          (owner?.type === "ClassBody"
            ? this.classes.inheritedBy(owner, name, isStaticContext(node), callContext)
            : undefined) ?? opaque
        );
      }
      case "NewExpression":
        return this.classes.memberOfInstance(node, name, callContext) ?? opaque;
      case "ClassDeclaration":
      case "ClassExpression":
        return this.classes.memberOf(node.body, name, true, callContext) ?? opaque;
      case "Program": {
        const exported = this.resolver.followExport(this.index.fileOf(node), name);
        return exported.length > 0 ? exported : opaque;
      }
      case "CallExpression":
        return this.memberOfResult(leaf, name) ?? this.memberOfDeclared(leaf, name) ?? opaque;
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
      this.resolver.once({ node, callContext: null }, [], () =>
        this.resolver.followMember({ node, callContext: null }, name),
      ),
    );
    return unique([...ofClasses, ...ofValues]);
  }

  private memberOfValue(of: TSESTree.Node, how: "itself" | "returned" | "made", name: string): Leaf[] {
    if (how === "itself") return this.resolver.followMember({ node: of, callContext: null }, name);
    if (how === "made") {
      const body = classNamed(this.resolver, of);
      return body === undefined ? [] : (this.classes.memberOf(body, name, false, null) ?? []);
    }
    return this.resolver
      .functionsOf({ node: of, callContext: null })
      .flatMap((fn) => this.returnedBy(fn.node, fn.callContext))
      .flatMap((leaf) => this.memberOf(leaf, name));
  }

  private propertyOf(
    object: TSESTree.ObjectExpression,
    name: string,
    callContext: CallContext | null,
  ): Leaf[] | undefined {
    if (name === ANY_MEMBER) {
      const values = object.properties.flatMap((property) =>
        property.type === "Property" && property.kind === "init"
          ? this.resolver.follow({ node: property.value, callContext })
          : [],
      );
      return values.length > 0 ? values : undefined;
    }
    for (const property of object.properties.toReversed()) {
      if (property.type === "SpreadElement") {
        const spread = this.resolver
          .followMember({ node: property.argument, callContext }, name)
          .filter((leaf) => leaf.path.length === 0);
        if (spread.length > 0) return spread;
      } else if (staticName(property) === name) {
        if (property.kind === "get" && isFunction(property.value))
          return this.returnedBy(property.value, callContext);
        return this.resolver.follow({ node: property.value, callContext });
      }
    }
    return undefined;
  }

  private elementOf(
    array: TSESTree.ArrayExpression,
    name: string,
    callContext: CallContext | null,
  ): Leaf[] | undefined {
    const wanted = name === ANY_MEMBER ? array.elements : [array.elements[Number(name)]];
    const added = /^(?:\*|\d+)$/.test(name)
      ? addedTo(this.resolver, array, callContext).flatMap((value) => this.resolver.follow(value))
      : [];
    const values = wanted.flatMap((element) => {
      if (element === null || element === undefined) return [];
      if (element.type === "SpreadElement")
        return this.resolver.followMember({ node: element.argument, callContext }, ANY_MEMBER);
      return this.resolver.follow({ node: element, callContext });
    });
    const all = added.length === 0 ? values : unsure([...values, ...added]);
    return all.length > 0 ? all : undefined;
  }

  /** A member of what a function of the platform gives: of `list.map(build)`, `Object.assign(one, other)`. */
  private memberOfResult({ node, callContext, path }: Leaf, name: string): Leaf[] | undefined {
    if (node.type !== "CallExpression") return undefined;
    const { builtIns } = this.resolver.calls;
    const whole = [...path, name];
    return builtIns.givenBy(node, whole, callContext) ?? builtIns.givenByMethod(node, whole, callContext);
  }

  /** Values assigned to a member of a variable, or of CommonJS' `exports`, anywhere in the file. */
  assignedTo(object: Bound, ...path: readonly string[]): Leaf[] {
    const chain = memberChain(object.node);
    if (chain?.root.type !== "Identifier") return [];
    const { root } = chain;
    if (this.index.variableOf(root) === undefined && root.name !== "exports" && root.name !== "module")
      return [];
    const assigned = this.index
      .valuesAssignedTo(root, [...chain.path, ...path])
      .flatMap((value) => this.resolver.follow({ node: value, callContext: object.callContext }));
    const [name, ...deeper] = path;
    const isExports =
      /^(?:exports|module,exports)$/.test([root.name, ...chain.path].join()) &&
      this.index.variableOf(root) === undefined;
    return assigned.length > 0 || !isExports || name === undefined || deeper.length > 0
      ? assigned
      : this.resolver.followExport(this.index.fileOf(root), name);
  }

  /** What is assigned to a member of an object later, by the name of the variable that it was made for: `const kv = {}; kv.put = …`. */
  assignedToMade({ node, callContext }: Leaf, name: string): Leaf[] {
    const holder =
      node.type === "FunctionDeclaration"
        ? node.id
        : node.parent?.type === "VariableDeclarator" && node.parent.init === node
          ? node.parent.id
          : undefined;
    return holder?.type === "Identifier" ? this.assignedTo({ node: holder, callContext }, name) : [];
  }

  /** What a function returns. */
  returnedBy(fn: FunctionNode, callContext: CallContext | null): Leaf[] {
    return this.index.returnsOf(fn).flatMap((value) => this.resolver.follow({ node: value, callContext }));
  }
}

/** The leaves without repetition: an inherited method is found in its class and in those that extend it. */
const unique = (leaves: readonly Leaf[]): Leaf[] => [
  ...new Map(leaves.map((leaf) => [leaf.node, leaf])).values(),
];
