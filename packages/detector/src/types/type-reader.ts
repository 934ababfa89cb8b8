import type { TSESTree } from "@typescript-eslint/utils";
import { annotationOfPattern, parameterPlace } from "../syntax/binding-pattern.js";
import type { Variable } from "../syntax/nodes.js";
import { thisOwner } from "../syntax/nodes.js";
import type { ModuleReader } from "../syntax/module/modules.js";
import type { SourceIndex } from "../syntax/source-index.js";
import { TypeNames } from "./type-names.js";
import type { ImportedType } from "./type-names.js";
import { TypeMembers } from "./type-members.js";
import { MAX_DEPTH, TRANSPARENT, NARROWING } from "./utility-types.js";

/**
 * Type annotations read from scope alone, without a checker: interfaces, aliases, literals,
 * intersections and classes, of the same file or imported.
 */
export class TypeReader extends TypeMembers {
  private readonly index: SourceIndex;

  constructor(index: SourceIndex, modules: ModuleReader) {
    super(new TypeNames(index, modules));
    this.index = index;
  }

  /** The annotation of a variable's declaration. */
  annotationOf(variable: Variable): TSESTree.TypeNode | undefined {
    const name = variable.defs[0]?.name;
    return name?.type === "Identifier" ? name.typeAnnotation?.typeAnnotation : undefined;
  }

  /** The declared type of what stands at a path of members of a node. */
  declaredAt(node: TSESTree.Node, path: readonly string[]): TSESTree.TypeNode | undefined {
    if (node.type === "ThisExpression") {
      const owner = thisOwner(node);
      return owner?.type === "ClassBody" ? this.classFieldType(owner, path) : undefined;
    }
    if (node.type === "CallExpression") {
      const callee = node.callee.type === "Identifier" ? this.names.declarationOf(node.callee) : undefined;
      return callee?.type === "TSDeclareFunction"
        ? this.memberType(callee.returnType?.typeAnnotation, path)
        : undefined;
    }
    const variable = node.type === "Identifier" ? this.index.variableOf(node) : undefined;
    if (variable === undefined) return undefined;
    const own = this.annotationOf(variable);
    if (own !== undefined) return this.memberType(own, path);
    // One that a pattern binds has the type of the pattern's member.
    const place = parameterPlace(variable);
    if (place === undefined) return undefined;
    const pattern = annotationOfPattern(place.fn.params[place.position]);
    const full = [...place.path, ...path];
    return pattern === undefined
      ? this.frameworkMember(this.frameworkArguments(place.fn), full)
      : this.memberType(pattern, full);
  }

  /** `app.get("/", (c) => …)` of `const app = new Hono<{ Bindings: … }>()`: the type arguments stand at `app`. */
  private frameworkArguments(callback: TSESTree.Node): readonly TSESTree.TypeNode[] {
    const call = callback.parent;
    if (
      call?.type !== "CallExpression" ||
      call.callee.type !== "MemberExpression" ||
      call.callee.object.type !== "Identifier"
    )
      return [];
    const variable = this.index.variableOf(call.callee.object);
    const definition = variable?.defs[0];
    if (variable === undefined || definition?.type !== "Variable") return [];
    const declared = this.annotationOf(variable);
    if (declared?.type === "TSTypeReference") return declared.typeArguments?.params ?? [];
    const { init } = definition.node;
    return init?.type === "NewExpression" || init?.type === "CallExpression"
      ? (init.typeArguments?.params ?? [])
      : [];
  }

  /** The class, interface or alias that a name means as a type. */
  declarationNamed(name: TSESTree.Node): TSESTree.Node | undefined {
    return name.type === "TSQualifiedName" ? this.names.declarationIn(name) : this.names.declarationOf(name);
  }

  /** All parts of a declaration: an interface can be declared in several. */
  partsOf(declaration: TSESTree.Node): readonly TSESTree.Node[] {
    return this.names.partsOf(declaration);
  }

  /** The same of a member of an imported namespace: `types.Env`. */
  memberNamed(name: TSESTree.TSQualifiedName): TSESTree.Node | undefined {
    return this.names.declarationIn(name);
  }

  /** The import that a type's name is bound by, where that is none of the program's own modules. */
  importedName(name: TSESTree.Identifier): ImportedType | undefined {
    return this.names.importedName(name);
  }

  /** What of the program a type refers to by name. */
  declarationOf(type: TSESTree.TSTypeReference): TSESTree.Node | undefined {
    return this.names.referredTo(type);
  }

  /** The class of the program that a type names. */
  classOf(type: TSESTree.TypeNode | undefined, depth = 0): TSESTree.ClassBody | undefined {
    if (type === undefined || depth > MAX_DEPTH) return undefined;
    if (type.type === "TSUnionType")
      return type.types.map((part) => this.classOf(part, depth + 1)).find((body) => body !== undefined);
    if (type.type !== "TSTypeReference") return undefined;
    const [argument] = type.typeArguments?.params ?? [];
    if (type.typeName.type === "Identifier" && TRANSPARENT.has(type.typeName.name))
      return this.classOf(argument, depth + 1);
    const declaration = this.names.referredTo(type);
    if (declaration?.type === "TSTypeAliasDeclaration")
      return this.classOf(declaration.typeAnnotation, depth + 1);
    return declaration?.type === "ClassDeclaration" || declaration?.type === "ClassExpression"
      ? declaration.body
      : undefined;
  }

  /** The interface (or alias of an object type) of the program that a type names. */
  interfaceOf(type: TSESTree.TypeNode | undefined, depth = 0): TSESTree.Node | undefined {
    if (type === undefined || depth > MAX_DEPTH) return undefined;
    if (type.type === "TSUnionType")
      return type.types.map((part) => this.interfaceOf(part, depth + 1)).find((found) => found !== undefined);
    if (type.type !== "TSTypeReference") return undefined;
    const [argument] = type.typeArguments?.params ?? [];
    if (
      type.typeName.type === "Identifier" &&
      (TRANSPARENT.has(type.typeName.name) || NARROWING.has(type.typeName.name))
    ) {
      return this.interfaceOf(argument, depth + 1);
    }
    const declaration = this.names.referredTo(type);
    if (declaration?.type === "TSInterfaceDeclaration") return declaration;
    if (declaration?.type !== "TSTypeAliasDeclaration") return undefined;
    return declaration.typeAnnotation.type === "TSTypeLiteral"
      ? declaration
      : this.interfaceOf(declaration.typeAnnotation, depth + 1);
  }

  /** The interface that a class says it implements, or an interface that another extends. */
  interfaceNamed(expression: TSESTree.Node): TSESTree.Node | undefined {
    const declaration = this.names.declarationOf(expression);
    return declaration?.type === "TSInterfaceDeclaration" || declaration?.type === "TSTypeAliasDeclaration"
      ? declaration
      : undefined;
  }

  /** The expression whose own or returned value a type is: `typeof kv`, `ReturnType<typeof createKv>`, `InstanceType<typeof Kv>`. */
  valueNamedBy(
    type: TSESTree.TypeNode | undefined,
    depth = 0,
  ): { readonly of: TSESTree.Node; readonly how: "itself" | "returned" | "made" } | undefined {
    if (type === undefined || depth > MAX_DEPTH) return undefined;
    if (type.type === "TSTypeQuery")
      return type.exprName.type === "Identifier" ? { of: type.exprName, how: "itself" } : undefined;
    if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return undefined;
    const [argument] = type.typeArguments?.params ?? [];
    const { name } = type.typeName;
    if (TRANSPARENT.has(name) || NARROWING.has(name)) return this.valueNamedBy(argument, depth + 1);
    if (name === "ReturnType" || name === "InstanceType") {
      const inner = this.valueNamedBy(argument, depth + 1);
      return inner?.how === "itself"
        ? { of: inner.of, how: name === "ReturnType" ? "returned" : "made" }
        : undefined;
    }
    const declaration = this.names.referredTo(type);
    return declaration?.type === "TSTypeAliasDeclaration"
      ? this.valueNamedBy(declaration.typeAnnotation, depth + 1)
      : undefined;
  }

  /** The import that a type (or one side of a union) is named by. */
  importOf(type: TSESTree.TypeNode | undefined, depth = 0): ImportedType | undefined {
    if (type === undefined || depth > MAX_DEPTH) return undefined;
    if (type.type === "TSUnionType" || type.type === "TSIntersectionType") {
      for (const part of type.types) {
        const found = this.importOf(part, depth + 1);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    if (type.type === "TSTypeOperator") return this.importOf(type.typeAnnotation, depth + 1);
    if (type.type === "TSIndexedAccessType") {
      const { objectType, indexType } = type;
      if (indexType.type !== "TSLiteralType" || indexType.literal.type !== "Literal") return undefined;
      const name = String(indexType.literal.value);
      const visible = this.memberType(objectType, [name]);
      if (visible !== undefined) return this.importOf(visible, depth + 1);
      const object = this.importOf(objectType, depth + 1);
      return object === undefined ? undefined : { ...object, members: [...(object.members ?? []), name] };
    }
    if (type.type === "TSImportType") {
      const source = type.source.value;
      return type.qualifier?.type === "Identifier"
        ? { module: source, name: type.qualifier.name }
        : { module: source, name: "*" };
    }
    if (type.type !== "TSTypeReference") return undefined;
    if (type.typeName.type === "TSQualifiedName") {
      const inside = this.names.declarationIn(type.typeName);
      if (inside !== undefined) return this.importOfDeclaration(inside, depth);
      const outer =
        type.typeName.left.type === "Identifier" ? this.names.importedName(type.typeName.left) : undefined;
      return outer === undefined ? undefined : { module: outer.module, name: type.typeName.right.name };
    }
    if (type.typeName.type !== "Identifier") return undefined;
    const imported = this.names.importedName(type.typeName);
    if (imported !== undefined) return imported;
    const [argument] = type.typeArguments?.params ?? [];
    const isWrapper = TRANSPARENT.has(type.typeName.name) || NARROWING.has(type.typeName.name);
    if (isWrapper && argument !== undefined) return this.importOf(argument, depth + 1);
    return this.importOfDeclaration(this.names.declarationOf(type.typeName), depth);
  }

  private importOfDeclaration(
    declaration: TSESTree.Node | undefined,
    depth: number,
  ): ImportedType | undefined {
    if (declaration?.type === "TSTypeAliasDeclaration")
      return this.importOf(declaration.typeAnnotation, depth + 1);
    if (declaration?.type === "TSInterfaceDeclaration") {
      for (const heritage of declaration.extends) {
        const parent =
          heritage.expression.type === "Identifier"
            ? this.names.importedName(heritage.expression)
            : undefined;
        if (parent !== undefined) return parent;
      }
    }
    return undefined;
  }
}
