import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER, annotationOfPattern } from "../../syntax/binding-pattern.js";
import { staticName } from "../../syntax/nodes.js";
import { GLOBAL } from "../../syntax/module/ambient-module.js";
import type { TypeReader } from "../../types/type-reader.js";
import { TRANSPARENT } from "../../types/utility-types.js";
import { pathOf } from "./ambient-types.js";
import type { AmbientTypes } from "./ambient-types.js";
import { NOTHING_GIVEN } from "./value-type.js";
import type { Collection, Given, ValueType } from "./value-type.js";

/** How many types within types are looked into. */
const MAX_DEPTH = 24;

const COLLECTIONS: ReadonlyMap<string, Collection> = new Map([
  ["Array", "array"],
  ["ReadonlyArray", "array"],
  ["Iterable", "array"],
  ["AsyncIterable", "array"],
  ["IterableIterator", "array"],
  ["Generator", "array"],
  ["AsyncGenerator", "array"],
  ["Set", "set"],
  ["ReadonlySet", "set"],
  ["Map", "map"],
  ["ReadonlyMap", "map"],
  ["WeakMap", "map"],
  ["WeakSet", "set"],
]);

/** Says nothing of what a value is. */
const EMPTY = new Set(["TSUndefinedKeyword", "TSNullKeyword", "TSVoidKeyword", "TSNeverKeyword"]);

export const written = (node: TSESTree.TypeNode | undefined, given: Given = NOTHING_GIVEN): ValueType[] =>
  node === undefined ? [] : [{ kind: "written", node, given }];

/** Looks into types as they are written: aliases, operators and unions, down to what has members. */
export abstract class WrittenTypes {
  protected readonly types: TypeReader;
  protected readonly ambient: AmbientTypes;
  private depth = 0;

  constructor(types: TypeReader, ambient: AmbientTypes) {
    this.types = types;
    this.ambient = ambient;
  }

  /** What `typeof x` and `ReturnType<typeof f>` are about. */
  protected abstract typesOf(expression: TSESTree.Node): readonly ValueType[];
  /** The types of a member, whichever of the types has it. */
  abstract memberOf(types: readonly ValueType[], name: string): ValueType[];
  protected abstract resultOf(functions: readonly ValueType[]): ValueType[];

  /** Runs a step deeper; types that refer to themselves end somewhere. */
  protected deeper<T>(ask: () => T[]): T[] {
    if (this.depth >= MAX_DEPTH) return [];
    this.depth += 1;
    try {
      return ask();
    } finally {
      this.depth -= 1;
    }
  }

  /** What types come down to: aliases, operators and unions are gone. */
  expand(all: readonly ValueType[]): ValueType[] {
    return all.flatMap((type) =>
      type.kind === "written" ? this.deeper(() => this.expandNode(type.node, type.given)) : [type],
    );
  }

  /**
   * What a value of foreign code holds of the types that the program declares for all of it: `locals.cart` of a
   * handler, where `declare global { namespace App { interface Locals { cart: KvNamespace } } }` says what that is.
   */
  protected get foreign(): ValueType[] {
    const carried = [...this.ambient.interfaces].map(
      (of): ValueType => ({ kind: "members", members: of.body.body, given: NOTHING_GIVEN, of }),
    );
    return carried.length > 0 ? [{ kind: "carrier", carried }] : [];
  }

  /** Whether a type that could not be looked into is imported from foreign code: `RequestHandler`. */
  protected isForeign(node: TSESTree.TypeNode): boolean {
    if (node.type === "TSImportType") return true;
    if (node.type !== "TSTypeReference") return false;
    let { typeName } = node;
    while (typeName.type === "TSQualifiedName") typeName = typeName.left;
    return typeName.type === "Identifier" && this.types.importedName(typeName) !== undefined;
  }

  private expandNode(node: TSESTree.TypeNode, given: Given): ValueType[] {
    if (EMPTY.has(node.type)) return [];
    switch (node.type) {
      case "TSUnionType":
      case "TSIntersectionType":
        return this.expand(node.types.flatMap((part) => written(part, given)));
      case "TSConditionalType":
        return this.expand([...written(node.trueType, given), ...written(node.falseType, given)]);
      case "TSOptionalType":
      case "TSRestType":
        return this.expand(written(node.typeAnnotation, given));
      case "TSNamedTupleMember":
        return this.expand(written(node.elementType, given));
      case "TSTypeOperator":
        return node.operator === "keyof"
          ? written(node, given)
          : this.expand(written(node.typeAnnotation, given));
      case "TSArrayType":
        return [{ kind: "collection", of: "array", elements: written(node.elementType, given) }];
      case "TSTupleType":
        return [{ kind: "array", node, given }];
      case "TSTypeLiteral":
        return [{ kind: "members", members: node.members, given, of: undefined }];
      case "TSMappedType":
        return [this.mapped(node, given)];
      case "TSFunctionType":
      case "TSConstructorType":
        return [{ kind: "function", signature: node, given }];
      case "TSTypeQuery":
        return this.expand(node.exprName.type === "TSImportType" ? [] : this.typesOf(node.exprName));
      case "TSIndexedAccessType": {
        const objects = written(node.objectType, given);
        const names = this.namesIn(node.indexType, given) ?? [ANY_MEMBER];
        return this.expand(names.flatMap((name) => this.memberOf(objects, name)));
      }
      case "TSTypeReference":
        return this.referred(node.typeName, node.typeArguments?.params ?? [], node, given);
      default:
        return written(node, given);
    }
  }

  private mapped(node: TSESTree.TSMappedType, given: Given): ValueType {
    const names = this.namesIn(node.constraint, given);
    const valueOf = (name: string): ValueType[] => {
      const own: readonly ValueType[] =
        name === ANY_MEMBER ? written(node.constraint, given) : [{ kind: "name", name }];
      return written(node.typeAnnotation, new Map([...given, [node, own]]));
    };
    return { kind: "mapped", names, valueOf };
  }

  /** What a type is by its name. */
  protected referred(
    name: TSESTree.Node,
    args: readonly TSESTree.TypeNode[],
    reference: TSESTree.TypeNode | undefined,
    given: Given,
  ): ValueType[] {
    const handed = args.map((argument) => written(argument, given));
    const found = this.declarationsOf(name).map((declaration) => this.declared(declaration, handed, given));
    if (found.some((each) => each !== undefined)) return found.flatMap((each) => each ?? []);
    const ofLanguage =
      name.type === "Identifier" && this.types.declarationNamed(name) === undefined
        ? this.utility(name.name, args, given)
        : undefined;
    if (ofLanguage !== undefined) return ofLanguage;
    const carried = handed.flat();
    if (carried.length > 0) return [{ kind: "carrier", carried }];
    return reference === undefined ? [] : written(reference, given);
  }

  /** The declarations of a type's name: its own, or what other files add to the module that it is imported from. */
  private declarationsOf(name: TSESTree.Node): TSESTree.Node[] {
    const own =
      name.type === "TSQualifiedName" ? this.types.memberNamed(name) : this.types.declarationNamed(name);
    if (own === undefined)
      return name.type === "Identifier" || name.type === "TSQualifiedName"
        ? [...this.ambient.declared(GLOBAL, pathOf(name))]
        : [];
    const imported = name.type === "Identifier" ? this.types.importedName(name) : undefined;
    return imported === undefined
      ? [...this.types.partsOf(own)]
      : [...this.ambient.declared(imported.module, imported.name)];
  }

  /** `undefined` for what declares no type whose members are seen. */
  private declared(
    declaration: TSESTree.Node,
    args: readonly (readonly ValueType[])[],
    outer: Given,
  ): ValueType[] | undefined {
    switch (declaration.type) {
      case "TSTypeParameter":
        return this.expand(outer.get(declaration) ?? written(declaration.constraint, outer));
      case "TSMappedType":
        return this.expand(outer.get(declaration) ?? []);
      case "TSTypeAliasDeclaration":
        return this.expand(written(declaration.typeAnnotation, givenTo(declaration, args)));
      case "TSInterfaceDeclaration": {
        const given = givenTo(declaration, args);
        return [{ kind: "members", members: declaration.body.body, given, of: declaration }];
      }
      case "ClassDeclaration":
      case "ClassExpression":
        return [{ kind: "instance", body: declaration.body, given: givenTo(declaration, args) }];
      default:
        return undefined;
    }
  }

  /** The generic types of the language. */
  private utility(name: string, args: readonly TSESTree.TypeNode[], given: Given): ValueType[] | undefined {
    const [first, second] = args;
    if (first === undefined) return undefined;
    if (TRANSPARENT.has(name) || name === "PromiseLike") return this.expand(written(first, given));
    const collection = COLLECTIONS.get(name);
    if (collection !== undefined)
      return [
        {
          kind: "collection",
          of: collection,
          elements: written(collection === "map" ? second : first, given),
        },
      ];
    if (name === "Record") {
      const names = this.namesIn(first, given);
      return [{ kind: "mapped", names, valueOf: () => written(second, given) }];
    }
    if (name === "Pick" || name === "Omit") {
      const names = second === undefined ? undefined : this.namesIn(second, given);
      return [{ kind: "narrowed", of: written(first, given), names, isOmitted: name === "Omit" }];
    }
    if (name === "Exclude") return this.expand(written(first, given));
    // Of what is taken, the part that is named for it.
    if (name === "Extract") return this.expand(written(second ?? first, given));
    if (name === "Parameters" || name === "ConstructorParameters") {
      const functions = this.expand(written(first, given));
      return [{ kind: "mapped", names: undefined, valueOf: (at) => parametersOf(functions, at) }];
    }
    if (name === "ReturnType") return this.expand(this.resultOf(this.expand(written(first, given))));
    if (name === "InstanceType")
      return this.expand(written(first, given)).map((type) =>
        type.kind === "class" ? { kind: "instance", body: type.body, given: NOTHING_GIVEN } : type,
      );
    return undefined;
  }

  /** The names that a type of names stands for; `undefined` where they can be any. */
  private namesIn(node: TSESTree.TypeNode | undefined, given: Given): string[] | undefined {
    const parts = node === undefined ? [] : this.expand(written(node, given));
    const names = parts.map((part): string[] | undefined => {
      if (part.kind === "name") return [part.name];
      if (part.kind !== "written") return undefined;
      const { node: inner } = part;
      if (inner.type === "TSLiteralType" && inner.literal.type === "Literal")
        return [String(inner.literal.value)];
      return inner.type === "TSTypeOperator"
        ? this.keysOf(written(inner.typeAnnotation, part.given))
        : undefined;
    });
    return names.length > 0 && names.every((each) => each !== undefined) ? names.flat() : undefined;
  }

  private keysOf(types: readonly ValueType[]): string[] | undefined {
    const keys = this.expand(types).map((type): string[] | undefined => {
      if (type.kind === "members" && type.of?.extends.length !== 1)
        return type.members.flatMap((member) => ("key" in member ? (staticName(member) ?? []) : []));
      return type.kind === "mapped" ? (type.names === undefined ? undefined : [...type.names]) : undefined;
    });
    return keys.length > 0 && keys.every((each) => each !== undefined) ? keys.flat() : undefined;
  }
}

/** What a declaration's type parameters stand for, by what it is given or else by their defaults. */
export function givenTo(
  declaration: { readonly typeParameters?: TSESTree.TSTypeParameterDeclaration | undefined },
  args: readonly (readonly ValueType[])[],
): Given {
  const parameters = declaration.typeParameters?.params ?? [];
  return new Map(
    parameters.flatMap((parameter, position): [TSESTree.Node, readonly ValueType[]][] => {
      const own = args[position] ?? written(parameter.default);
      return own.length > 0 ? [[parameter, own]] : [];
    }),
  );
}

const parametersOf = (functions: readonly ValueType[], at: string): ValueType[] =>
  functions.flatMap((type) =>
    type.kind === "function"
      ? written(annotationOfPattern(type.signature.params[Number(at)]), type.given)
      : [],
  );
