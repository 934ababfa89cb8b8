import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { GLOBAL, ambientModuleOf } from "../../syntax/module/ambient-module.js";
import { staticName } from "../../syntax/nodes.js";
import type { ImportedType } from "../../types/type-names.js";
import type { Given, ValueType } from "./value-type.js";
import { isAnything } from "../../types/utility-types.js";
import { written, WrittenTypes } from "./written-types.js";

/** How deep a member is looked for in what a foreign generic type is given: `{ Bindings: { KV: … } }`. */
const MAX_CARRIED_DEPTH = 3;

/** Which types the members of a type have. */
export abstract class MemberTypes extends WrittenTypes {
  private isInCarrier = false;

  protected abstract memberOfInstance(body: TSESTree.ClassBody, given: Given, name: string): ValueType[];
  protected abstract memberOfClass(body: TSESTree.ClassBody, name: string): ValueType[];
  protected abstract memberOfObject(object: TSESTree.ObjectExpression, name: string): ValueType[];
  protected abstract memberOfGiven(call: TSESTree.CallExpression, path: readonly string[]): ValueType[];

  /** The types of a member, whichever of the types has it. */
  override memberOf(types: readonly ValueType[], name: string): ValueType[] {
    return this.expand(types).flatMap((type) => this.deeper(() => this.memberIn(type, name)));
  }

  private memberIn(type: ValueType, name: string): ValueType[] {
    switch (type.kind) {
      case "members":
        return this.memberAmong(type, name);
      case "mapped":
        return type.names === undefined || name === ANY_MEMBER || type.names.includes(name)
          ? [...type.valueOf(name)]
          : [];
      case "narrowed": {
        const isNamed = type.names === undefined ? undefined : type.names.includes(name);
        return isNamed === type.isOmitted && name !== ANY_MEMBER ? [] : this.memberOf(type.of, name);
      }
      case "instance":
        return this.memberOfInstance(type.body, type.given, name);
      case "class":
        return this.memberOfClass(type.body, name);
      case "object":
        return this.memberOfObject(type.node, name);
      case "array":
        return isIndex(name) ? this.elementOf(type, name) : [];
      case "collection":
        if (!isIndex(name)) return [];
        return type.of === "map" ? [{ kind: "entry", values: type.elements }] : [...type.elements];
      case "entry":
        return name === "1" || name === ANY_MEMBER ? [...type.values] : [];
      case "carrier": {
        const found = this.inCarrier(type.carried, name);
        return found.length > 0 ? found : [type];
      }
      case "given":
        return this.memberOfGiven(type.call, [...type.path, name]);
      case "written":
        return this.isForeign(type.node) ? this.memberOfForeign(name) : [];
      default:
        return [];
    }
  }

  /** The nearest members of a name in what a foreign type is given. */
  private carriedMember(types: readonly ValueType[], name: string, depth: number): ValueType[] {
    if (name === ANY_MEMBER || depth === 0) return [];
    const expanded = this.expand(types);
    const own = this.memberOf(
      expanded.filter(({ kind }) => kind !== "carrier"),
      name,
    );
    if (own.length > 0) return own;
    // `event.locals` is what `interface Locals` says.
    const called = expanded.filter((type) => type.kind === "members" && this.isCalled(type.of, name));
    if (called.length > 0) return called;
    return this.carriedMember(
      expanded.flatMap((type) => this.deeper(() => this.membersOf(type))),
      name,
      depth - 1,
    );
  }

  /** Whether an interface that is declared for foreign code is the one of a member: `H3EventContext` of `context`. */
  private isCalled(of: TSESTree.TSInterfaceDeclaration | undefined, member: string): boolean {
    return (
      of !== undefined &&
      this.ambient.interfaces.has(of) &&
      of.id.name.toLowerCase().endsWith(member.toLowerCase())
    );
  }

  private memberOfForeign(name: string): ValueType[] {
    return this.isInCarrier ? [] : this.memberOf(this.foreign, name);
  }

  private inCarrier(carried: readonly ValueType[], name: string): ValueType[] {
    const outer = this.isInCarrier;
    // A foreign type among those that are looked through would lead to all of them again.
    this.isInCarrier = true;
    try {
      return this.carriedMember(carried, name, MAX_CARRIED_DEPTH);
    } finally {
      this.isInCarrier = outer;
    }
  }

  /** Whether a value is of foreign code, as far as its type tells. */
  protected isOfForeign(type: ValueType): boolean {
    if (type.kind === "written") return this.isForeign(type.node);
    return type.kind === "members" && type.of !== undefined && this.isPartlySeen(type.of);
  }

  /** Of `interface FastifyInstance` in a `declare module` the program sees what it adds itself. */
  private isPartlySeen(of: TSESTree.TSInterfaceDeclaration): boolean {
    return (ambientModuleOf(of) ?? GLOBAL) !== GLOBAL;
  }

  private membersOf(type: ValueType): ValueType[] {
    return type.kind === "members" || type.kind === "mapped" || type.kind === "narrowed"
      ? this.memberIn(type, ANY_MEMBER)
      : type.kind === "carrier"
        ? [...type.carried]
        : [];
  }

  protected elementOf({ node, given }: ValueType & { readonly kind: "array" }, name: string): ValueType[] {
    const all =
      node.type === "TSTupleType"
        ? this.elementsOfTuple(node, given)
        : node.elements.map((element) => this.typesOfElement(element));
    return name === ANY_MEMBER ? all.flat() : [...(all[Number(name)] ?? [])];
  }

  private typesOfElement(element: TSESTree.Expression | TSESTree.SpreadElement | null): ValueType[] {
    if (element === null) return [];
    return element.type === "SpreadElement"
      ? this.memberOf(this.typesOf(element.argument), ANY_MEMBER)
      : [...this.typesOf(element)];
  }

  /** What each element of a tuple is; of `[...Args, string]` those of `Args` come first. */
  private elementsOfTuple({ elementTypes }: TSESTree.TSTupleType, given: Given): ValueType[][] {
    return elementTypes.flatMap((element): ValueType[][] => {
      if (element.type !== "TSRestType") return [written(element, given)];
      const rest = this.expand(written(element.typeAnnotation, given));
      const [only] = rest;
      return rest.length === 1 && only?.kind === "array" && only.node.type === "TSTupleType"
        ? this.elementsOfTuple(only.node, only.given)
        : [this.memberOf(rest, ANY_MEMBER)];
    });
  }

  private memberAmong(
    { members, given, of }: ValueType & { readonly kind: "members" },
    name: string,
  ): ValueType[] {
    const own = members.filter(
      (member) => "key" in member && (name === ANY_MEMBER || staticName(member) === name),
    );
    const found = own.flatMap((member) => typeOfMember(member, given));
    if (found.length > 0 && name !== ANY_MEMBER) return found;
    const indexed = members.flatMap((member) =>
      member.type === "TSIndexSignature" ? written(member.typeAnnotation?.typeAnnotation, given) : [],
    );
    const inherited = (of?.extends ?? []).flatMap(({ expression, typeArguments }) =>
      this.memberOf(this.referred(expression, typeArguments?.params ?? [], undefined, given), name),
    );
    const all = [...found, ...inherited, ...(inherited.length > 0 && name !== ANY_MEMBER ? [] : indexed)];
    return all.length === 0 && of !== undefined && this.isPartlySeen(of) ? this.memberOfForeign(name) : all;
  }

  /** The imports that types are named by; `undefined` for one that is none. */
  namesOf(types: readonly ValueType[]): (ImportedType | undefined)[] {
    return this.expand(types).flatMap((type): (ImportedType | undefined)[] => {
      switch (type.kind) {
        case "written":
          return isAnything(type.node) ? [] : [this.types.importOf(type.node)];
        case "members":
          return [type.of === undefined ? undefined : this.importedBase(type.of)];
        case "narrowed":
          // `Pick<KvNamespace, "get" | "put">` is still one as far as its origin goes.
          return this.namesOf(type.of);
        case "carrier":
        case "given":
        case "entry":
          return [];
        default:
          return [undefined];
      }
    });
  }

  /** `interface Sessions extends KvNamespace {}` */
  private importedBase({ extends: bases }: TSESTree.TSInterfaceDeclaration): ImportedType | undefined {
    return bases
      .flatMap(({ expression }) =>
        expression.type === "Identifier" ? this.types.importedName(expression) : [],
      )
      .find((base) => base !== undefined);
  }
}

const isIndex = (name: string): boolean => name === ANY_MEMBER || /^\d+$/.test(name);

function typeOfMember(member: TSESTree.TypeElement, given: Given): ValueType[] {
  if (member.type === "TSPropertySignature") return written(member.typeAnnotation?.typeAnnotation, given);
  if (member.type !== "TSMethodSignature") return [];
  return member.kind === "get"
    ? written(member.returnType?.typeAnnotation, given)
    : [{ kind: "function", signature: member, given }];
}
