import type { TSESTree } from "@typescript-eslint/utils";
import { MAX_DEPTH, TRANSPARENT } from "./utility-types.js";
import type { TypeNames } from "./type-names.js";
import { staticName } from "../syntax/nodes.js";

/** A member that a type declares. */
export interface DeclaredMember {
  readonly name: string;
  readonly optional: boolean;
  readonly type: TSESTree.TypeNode | undefined;
}

/** How deep in a type a field is looked for. */
const MAX_NAMING_DEPTH = 4;

/** Reads which members types have, from their annotations alone: interfaces, aliases, literals, intersections and classes. */
export class TypeMembers {
  protected readonly names: TypeNames;

  constructor(names: TypeNames) {
    this.names = names;
  }

  /** All members of a type; `undefined` where the type is not fully visible in this file. */
  membersOf(type: TSESTree.TypeNode | undefined, depth = 0): DeclaredMember[] | undefined {
    if (type === undefined || depth > MAX_DEPTH) return undefined;
    switch (type.type) {
      case "TSTypeLiteral":
        return this.readMembers(type.members);
      case "TSIntersectionType": {
        const parts = type.types.map((part) => this.membersOf(part, depth + 1));
        return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
      }
      case "TSUnionType": {
        const parts = type.types.filter(
          (part) => part.type !== "TSUndefinedKeyword" && part.type !== "TSNullKeyword",
        );
        const [only] = parts;
        return parts.length === 1 && only !== undefined ? this.membersOf(only, depth + 1) : undefined;
      }
      case "TSTypeReference":
        return this.membersOfReference(type, depth);
      default:
        return undefined;
    }
  }

  private membersOfReference(type: TSESTree.TSTypeReference, depth: number): DeclaredMember[] | undefined {
    if (type.typeName.type !== "Identifier") return undefined;
    const [argument] = type.typeArguments?.params ?? [];
    if (TRANSPARENT.has(type.typeName.name) && argument !== undefined) {
      const members = this.membersOf(argument, depth + 1);
      return type.typeName.name === "Partial"
        ? members?.map((member) => ({ ...member, optional: true }))
        : members;
    }
    const declaration = this.names.referredTo(type);
    if (declaration?.type === "TSTypeAliasDeclaration")
      return this.membersOf(declaration.typeAnnotation, depth + 1);
    if (declaration?.type === "ClassDeclaration" && declaration.superClass === null)
      return this.readClass(declaration.body);
    if (declaration?.type !== "TSInterfaceDeclaration") return undefined;
    const own = this.readMembers(declaration.body.body);
    for (const heritage of declaration.extends) {
      const parent =
        heritage.expression.type === "Identifier" ? this.names.declarationOf(heritage.expression) : undefined;
      if (parent?.type !== "TSInterfaceDeclaration" || parent.extends.length > 0) return undefined;
      const inherited = this.readMembers(parent.body.body);
      if (inherited === undefined) return undefined;
      own?.push(...inherited);
    }
    return own;
  }

  private readMembers(members: readonly TSESTree.TypeElement[]): DeclaredMember[] | undefined {
    const read: DeclaredMember[] = [];
    for (const member of members) {
      if (member.type === "TSIndexSignature") return undefined;
      if (member.type !== "TSPropertySignature") continue;
      const name = staticName(member);
      if (name === undefined) return undefined;
      read.push({ name, optional: member.optional, type: member.typeAnnotation?.typeAnnotation });
    }
    return read;
  }

  private readClass(body: TSESTree.ClassBody): DeclaredMember[] {
    return body.body.flatMap((member) => {
      const name = member.type === "PropertyDefinition" ? staticName(member) : undefined;
      if (member.type !== "PropertyDefinition" || name === undefined) return [];
      return [{ name, optional: member.optional, type: member.typeAnnotation?.typeAnnotation }];
    });
  }

  /** The declared type at the end of a member path, starting from a type. */
  memberType(type: TSESTree.TypeNode | undefined, path: readonly string[]): TSESTree.TypeNode | undefined {
    let current = type;
    for (const name of path) {
      const member = this.looseMembers(current, 0).find((candidate) => candidate.name === name);
      if (member === undefined) {
        return current === type && type?.type === "TSTypeReference"
          ? this.frameworkMember(type.typeArguments?.params ?? [], path)
          : undefined;
      }
      current = member.type;
    }
    return current;
  }

  /** Whether the member at the end of a path may be left out. */
  isOptionalMember(type: TSESTree.TypeNode | undefined, path: readonly string[]): boolean {
    const owner = path.length > 1 ? this.memberType(type, path.slice(0, -1)) : type;
    return this.looseMembers(owner, 0).some((member) => member.name === path.at(-1) && member.optional);
  }

  /** Whether a type has, at any depth, a member of one of the names. */
  namesMember(type: TSESTree.TypeNode | undefined, names: ReadonlySet<string>, depth = 0): boolean {
    if (type === undefined || depth > MAX_NAMING_DEPTH) return false;
    return this.looseMembers(type, 0).some(
      (member) => names.has(member.name) || this.namesMember(member.type, names, depth + 1),
    );
  }

  /** Members of a type as far as they are visible, for looking one up by name. */
  private looseMembers(type: TSESTree.TypeNode | undefined, depth: number): DeclaredMember[] {
    if (type === undefined || depth > MAX_DEPTH) return [];
    if (type.type === "TSIntersectionType" || type.type === "TSUnionType") {
      return type.types.flatMap((part) => this.looseMembers(part, depth + 1));
    }
    if (type.type === "TSTypeReference" && type.typeName.type === "Identifier") {
      const declaration = this.names.referredTo(type);
      if (declaration?.type === "TSInterfaceDeclaration") {
        const own = this.readMembers(declaration.body.body) ?? [];
        const inherited = declaration.extends.flatMap((heritage) => {
          const parent =
            heritage.expression.type === "Identifier"
              ? this.names.declarationOf(heritage.expression)
              : undefined;
          return parent?.type === "TSInterfaceDeclaration" ? (this.readMembers(parent.body.body) ?? []) : [];
        });
        return [...own, ...inherited];
      }
      // `Hono<{ Bindings: { … } }>`, `Context<{ … }>`: what a foreign generic type is given.
      const inArguments = (type.typeArguments?.params ?? []).flatMap((argument) =>
        this.looseMembers(argument, depth + 1),
      );
      if (declaration?.type === "TSTypeAliasDeclaration")
        return [...this.looseMembers(declaration.typeAnnotation, depth + 1), ...inArguments];
      return [...(this.membersOf(type, depth + 1) ?? []), ...inArguments];
    }
    return this.membersOf(type, depth + 1) ?? [];
  }

  /** The declared type of a class's own field, constructor parameter property or (typed) base class's argument. */
  classFieldType(body: TSESTree.ClassBody, path: readonly string[]): TSESTree.TypeNode | undefined {
    const [name, ...rest] = path;
    if (name === undefined) return undefined;
    for (const member of body.body) {
      if (member.type === "PropertyDefinition" && staticName(member) === name) {
        return this.memberType(member.typeAnnotation?.typeAnnotation, rest);
      }
      if (member.type !== "MethodDefinition" || member.kind !== "constructor") continue;
      for (const parameter of member.value.params) {
        if (parameter.type !== "TSParameterProperty") continue;
        const target =
          parameter.parameter.type === "AssignmentPattern" ? parameter.parameter.left : parameter.parameter;
        if (target.name === name) return this.memberType(target.typeAnnotation?.typeAnnotation, rest);
      }
    }
    // `class Limiter extends Agent<State, { RATE_KV: KvNamespace }>` types `this.env` through the base class.
    for (const argument of body.parent.superTypeArguments?.params ?? []) {
      const found = this.memberType(argument, rest);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Whether a class declares a field that may be left out: `ttl?: number`, also as a constructor's parameter. */
  isOptionalField(body: TSESTree.ClassBody, name: string): boolean {
    return body.body.some((member) => {
      if (member.type === "PropertyDefinition") return staticName(member) === name && member.optional;
      if (member.type !== "MethodDefinition" || member.kind !== "constructor") return false;
      return member.value.params.some(
        (parameter) =>
          parameter.type === "TSParameterProperty" &&
          parameter.parameter.type === "Identifier" &&
          parameter.parameter.name === name &&
          parameter.parameter.optional,
      );
    });
  }

  /** A framework names the environment's type after its own fashion (`Bindings`) and hands it on as `env`. */
  protected frameworkMember(
    args: readonly TSESTree.TypeNode[],
    [, ...rest]: readonly string[],
  ): TSESTree.TypeNode | undefined {
    if (rest.length === 0) return undefined;
    for (const member of args.flatMap((argument) => this.looseMembers(argument, 0))) {
      const found = this.memberType(member.type, rest);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
