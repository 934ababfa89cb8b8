import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { contextOfInstance } from "../call-context.js";
import { isFunction, isStaticContext, memberChain, staticName, thisOwner } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { makerOfThis } from "../../syntax/prototypes.js";
import { classNamed } from "../lookups.js";
import type { ImplementerIndex } from "../../types/implementers.js";
import type { Bound, CallContext, AbstractValue } from "../call-context.js";
import { declaredTypesOf } from "../declared-types.js";
import type { Resolver } from "../resolver.js";
import { addedTo, builtInClass, isRecord } from "./containers.js";
import type { Container } from "./containers.js";
import { carriedBy } from "./handed-over.js";
import { collectedAt, isElement, iteratedFrom, iteratedIn, yieldedBy, yieldsOf } from "./iterated.js";
import {
  keptValues,
  keyedFunction,
  keyedFunctions,
  memberOfWholes,
  trappedFunctions,
} from "./later-members.js";
import { memberOfRegistered } from "./registered.js";
import { postedBy } from "./messages.js";
import { memberOfPost } from "./named-channels.js";
import { unsure } from "../unsure-values.js";
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

  memberOf(value: AbstractValue, name: string): AbstractValue[] {
    const opaque: AbstractValue[] = [{ ...value, path: [...value.path, name] }];
    return this.resolver.bounded(opaque, () => this.read(value, name, opaque));
  }

  private read(value: AbstractValue, name: string, opaque: AbstractValue[]): AbstractValue[] {
    const { node, callContext } = value;
    if (value.path.length > 0)
      return (
        this.memberOfResult(value, name) ??
        this.valueInMap(value, name) ??
        this.memberOfDeclared(value, name) ??
        opaque
      );
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
        const maker = makerOfThis((identifier) => this.index.variableOf(identifier), node);
        if (owner === undefined)
          return (
            (maker === undefined ? undefined : this.classes.memberOfMade(maker, name, callContext)) ?? opaque
          );
        if (owner.type !== "ClassBody") {
          const made =
            this.propertyOf(owner, name, callContext) ??
            (maker === undefined ? undefined : this.classes.memberOfMade(maker, name, callContext));
          const later = keptValues(this.resolver, this.index.keptBy(owner, name), callContext, callContext);
          return later.length === 0 ? (made ?? opaque) : unsure([...(made ?? []), ...later]);
        }
        if (isStaticContext(node)) return this.classes.memberOf(owner, name, true, callContext) ?? opaque;
        const instance = contextOfInstance(owner, callContext);
        const extending = (base: TSESTree.ClassBody): readonly TSESTree.ClassBody[] =>
          this.implementers.of(base).classes;
        const receiver = receiverClass(owner, callContext, extending) ?? owner;
        if (instance === undefined) this.resolver.miss(receiver);
        const made = instance?.fn.type === "ClassBody" ? instance.fn : receiver;
        const own = this.classes.memberOf(made, name, false, instance ?? callContext, callContext) ?? [];
        // Whose instance it is is not known: a class that extends this one may have its own.
        const overriding =
          instance === undefined ? extending(made).flatMap((each) => ownMethod(each, name)) : [];
        if (own.length + overriding.length > 0) return unique([...own, ...overriding]);
        return (
          (isElement(name) ? iteratedIn(this.resolver, made, instance ?? callContext) : undefined) ?? opaque
        );
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
        return (
          this.classes.memberOfInstance(node, name, callContext) ??
          this.inBuiltIn(value, name) ??
          (isElement(name) ? iteratedFrom(this.resolver, node, callContext) : undefined) ??
          trappedFunctions(this.resolver, node, callContext) ??
          opaque
        );
      case "ClassDeclaration":
      case "ClassExpression":
        return this.classes.memberOf(node.body, name, true, callContext) ?? opaque;
      // An instance that a container makes.
      case "ClassBody":
        return this.classes.memberOf(node, name, false, callContext) ?? opaque;
      case "Program": {
        const exported = this.resolver.followExport(this.index.fileOf(node), name);
        return exported.length > 0 ? exported : opaque;
      }
      case "CallExpression":
        return (
          (name === ANY_MEMBER && isRecord(this.resolver, node)
            ? this.heldBy(node, callContext)
            : undefined) ??
          this.memberOfResult(value, name) ??
          (isElement(name) ? yieldedBy(this.resolver, node, callContext) : undefined) ??
          this.carriedByPost(node, name) ??
          memberOfPost(this.resolver, node, name) ??
          memberOfRegistered(this.resolver, node, name) ??
          this.memberOfDeclared(value, name) ??
          opaque
        );
      case "Identifier":
        return (
          (isElement(name) ? collectedAt(this.resolver, { node, callContext }, name) : undefined) ??
          this.memberOfDeclared(value, name) ??
          opaque
        );
      case "FunctionDeclaration":
      case "FunctionExpression":
        if (node.generator && isElement(name)) {
          const values = yieldsOf(this.resolver, node, callContext);
          if (values.length > 0) return values;
        }
        return this.memberOfDeclared(value, name) ?? opaque;
      default:
        return this.memberOfDeclared(value, name) ?? opaque;
    }
  }

  /** A member of a value by its declared type: a class, or whoever implements the interface. */
  private memberOfDeclared(value: AbstractValue, name: string): AbstractValue[] | undefined {
    const types = declaredTypesOf(this.types, value, value.path.length);
    for (const type of types) {
      const members = this.memberOfType(type, name).filter(
        ({ node, path }) => path.length === 0 && isFunction(node),
      );
      if (members.length === 0) continue;
      // A field of a class says no more than its type does.
      return this.isForeign(value, types) ? [...members, { ...value, path: [...value.path, name] }] : members;
    }
    return undefined;
  }

  /** Whether a value comes from code that is not seen, whatever type the program takes it for: `const store: Store = env.SESSIONS`. */
  private isForeign({ node, path }: AbstractValue, types: readonly TSESTree.TypeNode[]): boolean {
    if (path.length === 0) return false;
    const root = node.type === "Identifier" ? this.index.variableOf(node)?.defs[0]?.type : undefined;
    return root === "ImportBinding" || types.some((type) => this.types.importOf(type) !== undefined);
  }

  private memberOfType(type: TSESTree.TypeNode, name: string): AbstractValue[] {
    const value = this.types.valueNamedBy(type);
    if (value !== undefined) return this.memberOfValue(value.of, value.how, name);
    const body = this.types.classOf(type);
    const declaration = body ?? this.types.interfaceOf(type);
    return declaration === undefined ? [] : this.memberOfDeclaration(declaration, name);
  }

  /** A member of whoever implements an interface (its declaration), or is or extends a class (its body). */
  memberOfDeclaration(declaration: TSESTree.Node, name: string): AbstractValue[] {
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

  private memberOfValue(
    of: TSESTree.Node,
    how: "itself" | "returned" | "made",
    name: string,
  ): AbstractValue[] {
    if (how === "itself") return this.resolver.followMember({ node: of, callContext: null }, name);
    if (how === "made") {
      const body = classNamed(this.resolver, of);
      return body === undefined ? [] : (this.classes.memberOf(body, name, false, null) ?? []);
    }
    return this.resolver
      .functionsOf({ node: of, callContext: null })
      .flatMap((fn) => this.returnedBy(fn.node, fn.callContext))
      .flatMap((value) => this.memberOf(value, name));
  }

  private propertyOf(
    object: TSESTree.ObjectExpression,
    name: string,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    if (name === ANY_MEMBER) {
      const values = object.properties.flatMap((property) =>
        property.type === "Property" && property.kind === "init"
          ? this.resolver.follow({ node: property.value, callContext })
          : [],
      );
      const all = [...values, ...(this.heldBy(object, callContext) ?? [])];
      return all.length > 0 ? all : undefined;
    }
    for (const property of object.properties.toReversed()) {
      if (property.type === "SpreadElement") {
        const spread = this.resolver
          .followMember({ node: property.argument, callContext }, name)
          .filter((value) => value.path.length === 0);
        if (spread.length > 0) return spread;
      } else if (staticName(property) === name) {
        if (property.kind === "get" && isFunction(property.value))
          return this.returnedBy(property.value, callContext);
        return this.resolver.follow({ node: property.value, callContext });
      } else if (property.computed) {
        const keyed = keyedFunction(this.resolver, property, name, callContext);
        if (keyed.length > 0) return keyed;
      }
    }
    return undefined;
  }

  /** An element of a `Set` that is filled later, or what an event of the platform carries. */
  private inBuiltIn({ node, callContext }: AbstractValue, name: string): AbstractValue[] | undefined {
    if (node.type !== "NewExpression") return undefined;
    const carrying = carriedBy(this.resolver, node, name);
    if (carrying !== undefined) return this.resolver.followMember({ node: carrying, callContext }, name);
    return name === ANY_MEMBER && builtInClass(this.resolver, node) === "Set"
      ? this.heldBy(node, callContext)
      : undefined;
  }

  /** What the event of `port.postMessage(item)` carries. */
  private carriedByPost(call: TSESTree.CallExpression, name: string): AbstractValue[] | undefined {
    const posted = postedBy(call, name);
    return posted === undefined ? undefined : this.resolver.follow({ node: posted, callContext: null });
  }

  /** `for (const [key, item] of pending)` of a `Map` that is filled later, or is a copy of such a one. */
  private valueInMap({ node, callContext, path }: AbstractValue, name: string): AbstractValue[] | undefined {
    if (node.type !== "NewExpression" || name !== "1" || path.length !== 1 || path[0] !== ANY_MEMBER)
      return undefined;
    if (builtInClass(this.resolver, node) !== "Map") return undefined;
    const [source] = node.arguments;
    const copied =
      source === undefined || source.type === "SpreadElement"
        ? []
        : this.resolver
            .followPath(this.resolver.followMember({ node: source, callContext }, ANY_MEMBER), [name])
            .filter((value) => value.path.length === 0);
    const held = this.heldBy(node, callContext) ?? [];
    return copied.length + held.length > 0 ? unsure([...copied, ...held]) : undefined;
  }

  /** What is put into something under keys, or added to it, after it was made. */
  private heldBy(container: Container, callContext: CallContext | null): AbstractValue[] | undefined {
    const held = this.resolver.once({ node: container, callContext }, [], () =>
      addedTo(this.resolver, container, callContext).flatMap((value) => this.resolver.follow(value)),
    );
    return held.length > 0 ? unsure(held) : undefined;
  }

  private elementOf(
    array: TSESTree.ArrayExpression,
    name: string,
    callContext: CallContext | null,
  ): AbstractValue[] | undefined {
    const wanted = name === ANY_MEMBER ? array.elements : [array.elements[Number(name)]];
    const added = isElement(name)
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
  private memberOfResult(
    { node, callContext, path }: AbstractValue,
    name: string,
  ): AbstractValue[] | undefined {
    if (node.type !== "CallExpression") return undefined;
    const { builtIns } = this.resolver.calls;
    const whole = [...path, name];
    return builtIns.givenBy(node, whole, callContext) ?? builtIns.givenByMethod(node, whole, callContext);
  }

  /** Values assigned to a member of a variable, or of CommonJS' `exports`, anywhere in the file. */
  assignedTo(object: Bound, ...path: readonly string[]): AbstractValue[] {
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
    if (assigned.length > 0) return assigned;
    if (isExports && name !== undefined && deeper.length === 0)
      return this.resolver.followExport(this.index.fileOf(root), name);
    return this.assignedLater(object, root, [...chain.path, ...path]);
  }

  /** What is given to a member under a key, or with others at once: `api[verb] = …`, `Object.assign(api, { put })`. */
  private assignedLater(
    { callContext }: Bound,
    root: TSESTree.Identifier,
    path: readonly string[],
  ): AbstractValue[] {
    const name = path.at(-1);
    if (name === undefined) return [];
    const holder = path.slice(0, -1);
    const keyed = keyedFunctions(this.resolver, root, holder, name, callContext);
    if (keyed.length > 0) return keyed;
    return memberOfWholes(this.resolver, this.index.wholesAssignedTo(root, holder), name, callContext);
  }

  /** What is assigned to a member of an object later, by the name of the variable that it was made for: `const kv = {}; kv.put = …`. */
  assignedToMade({ node, callContext }: AbstractValue, name: string): AbstractValue[] {
    const holder =
      node.type === "FunctionDeclaration"
        ? node.id
        : node.parent?.type === "VariableDeclarator" && node.parent.init === node
          ? node.parent.id
          : undefined;
    return holder?.type === "Identifier" ? this.assignedTo({ node: holder, callContext }, name) : [];
  }

  /** What a function returns. */
  returnedBy(fn: FunctionNode, callContext: CallContext | null): AbstractValue[] {
    return this.index.returnsOf(fn).flatMap((value) => this.resolver.follow({ node: value, callContext }));
  }
}

/** The abstract values without repetition: an inherited method is found in its class and in those that extend it. */
const unique = (values: readonly AbstractValue[]): AbstractValue[] => [
  ...new Map(values.map((value) => [value.node, value])).values(),
];
