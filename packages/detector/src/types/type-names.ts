import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { Variable } from "../syntax/nodes.js";
import type { ModuleReader } from "../syntax/module/modules.js";
import type { SourceIndex } from "../syntax/source-index.js";

/** The named type that an annotation comes down to, when that is an import. */
export interface ImportedType {
  readonly module: string;
  readonly name: string;
  /** The members that an indexed access reads: `Telnyx["storage"]`. */
  readonly members?: readonly string[];
}

/** How many imports and aliases are followed. */
const MAX_DEPTH = 10;

/** Finds what the names of types mean, through the program's own modules. */
export class TypeNames {
  private readonly index: SourceIndex;
  private readonly modules: ModuleReader;
  /** By what an import binds: each use of a type asks for it, and a file may name one a thousand times. */
  private readonly known = new Map<TSESLint.Scope.Definition, TSESTree.Node>();

  constructor(index: SourceIndex, modules: ModuleReader) {
    this.index = index;
    this.modules = modules;
  }

  /** The declaration that a type's name means, through the program's own modules. */
  declarationOf(name: TSESTree.Node): TSESTree.Node | undefined {
    return this.declared(this.index.variableOf(name), 0);
  }

  private declared(variable: Variable | undefined, depth: number): TSESTree.Node | undefined {
    const definition = variable?.defs[0];
    if (definition?.type !== "ImportBinding" || depth > MAX_DEPTH) return definition?.node;
    const known = this.known.get(definition);
    if (known !== undefined) return known;
    const { timesSkipped } = this.modules;
    const found = this.imported(definition, depth);
    // A file that was not parsed for this question may be for the next; and another way there may be shorter.
    if (depth === 0 && this.modules.timesSkipped === timesSkipped) this.known.set(definition, found);
    return found;
  }

  private imported(
    definition: TSESLint.Scope.Definitions.ImportBindingDefinition,
    depth: number,
  ): TSESTree.Node {
    for (const exported of this.modules.imported(definition)) {
      const found =
        exported.kind === "variable"
          ? this.declared(exported.variable, depth + 1)
          : exported.kind === "expression"
            ? exported.node
            : undefined;
      if (found !== undefined) return found;
    }
    return definition.node;
  }

  /** The declarations of an interface that is declared in parts, of any other type its one. */
  partsOf(declaration: TSESTree.Node): readonly TSESTree.Node[] {
    if (declaration.type !== "TSInterfaceDeclaration") return [declaration];
    const parts = (this.index.variableOf(declaration.id)?.defs ?? []).flatMap(({ node }) =>
      node.type === "TSInterfaceDeclaration" ? [node] : [],
    );
    return parts.includes(declaration) ? parts : [declaration];
  }

  /** The declaration of a member of a namespace, an imported one or one of the file: `kv.Store`. */
  declarationIn(name: TSESTree.TSQualifiedName): TSESTree.Node | undefined {
    const definition =
      name.left.type === "Identifier" ? this.index.variableOf(name.left)?.defs[0] : undefined;
    if (definition?.node.type === "TSModuleDeclaration")
      return declaredWithin(definition.node, name.right.name);
    const [namespace] = definition?.type === "ImportBinding" ? this.modules.imported(definition) : [];
    if (namespace?.kind !== "namespace") return undefined;
    const [exported] = this.modules.exported(namespace.file, name.right.name);
    return exported?.kind === "variable" ? this.declared(exported.variable, 0) : undefined;
  }

  /** The declaration that a type refers to by name. */
  referredTo(type: TSESTree.TSTypeReference): TSESTree.Node | undefined {
    if (type.typeName.type === "Identifier") return this.declarationOf(type.typeName);
    return type.typeName.type === "TSQualifiedName" ? this.declarationIn(type.typeName) : undefined;
  }

  /** The import that a name is bound by, where that is none of the program's own modules. */
  importedName(identifier: TSESTree.Identifier): ImportedType | undefined {
    const specifier = this.declarationOf(identifier);
    if (specifier === undefined) return undefined;
    if (
      specifier.type !== "ImportSpecifier" &&
      specifier.type !== "ImportDefaultSpecifier" &&
      specifier.type !== "ImportNamespaceSpecifier"
    )
      return undefined;
    const declaration = specifier.parent;
    if (declaration.type !== "ImportDeclaration") return undefined;
    const name =
      specifier.type === "ImportSpecifier"
        ? specifier.imported.type === "Identifier"
          ? specifier.imported.name
          : specifier.imported.value
        : specifier.type === "ImportDefaultSpecifier"
          ? "default"
          : "*";
    return { module: declaration.source.value, name };
  }
}

/** What a namespace exports under a name. */
function declaredWithin(namespace: TSESTree.TSModuleDeclaration, name: string): TSESTree.Node | undefined {
  const statements = namespace.body?.type === "TSModuleBlock" ? namespace.body.body : [];
  return statements
    .flatMap((statement) =>
      statement.type === "ExportNamedDeclaration" && statement.declaration !== null
        ? [statement.declaration]
        : [],
    )
    .find((declared) => "id" in declared && declared.id?.type === "Identifier" && declared.id.name === name);
}
