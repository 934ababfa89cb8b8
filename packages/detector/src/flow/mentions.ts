import type { TSESTree } from "@typescript-eslint/utils";
import { namesInMarkup, readsInMarkup } from "../syntax/text/component.js";
import type { FileIndex } from "../syntax/file-index.js";
import { staticName } from "../syntax/nodes.js";
import type { FunctionNode, Variable } from "../syntax/nodes.js";
import type { ModuleReader } from "../syntax/module/modules.js";
import { destinationsOf } from "./destinations.js";
import type { SourceIndex } from "../syntax/source-index.js";

/** How many imports of imports are followed. */
const MAX_DEPTH = 12;

/** Where the program names its functions, in their own files and through imports. */
export class MentionIndex {
  private readonly index: SourceIndex;
  private readonly modules: ModuleReader;
  private readonly files: FileIndex[] = [];
  private imports: Map<Variable, Variable[]> | undefined;
  private targets: Set<FileIndex> | undefined;

  constructor(index: SourceIndex, modules: ModuleReader) {
    this.index = index;
    this.modules = modules;
  }

  add(file: FileIndex): void {
    this.files.push(file);
    this.imports = undefined;
    this.targets = undefined;
  }

  /** The places that name a function without calling it there. */
  of(fn: FunctionNode): TSESTree.Node[] {
    const name =
      fn.type === "FunctionDeclaration"
        ? fn.id
        : fn.parent.type === "VariableDeclarator"
          ? fn.parent.id
          : undefined;
    const variable = name === null || name === undefined ? undefined : this.index.variableOf(name);
    if (variable === undefined) return [];
    return [variable, ...(this.importsOf().get(variable) ?? [])].flatMap(({ references }) =>
      references.flatMap((reference) =>
        reference.isRead() && isMention(reference.identifier) ? [reference.identifier] : [],
      ),
    );
  }

  /** Whether the markup of a component names what it declares. */
  isInMarkup(variable: Variable): boolean {
    return this.markupNaming(variable) !== undefined;
  }

  /** The markups of components that name a variable, under whatever name they import it. */
  markupsOf(variable: Variable): string[] {
    return [variable, ...(this.importsOf().get(variable) ?? [])].flatMap(
      (each) => this.markupNaming(each) ?? [],
    );
  }

  /** The markups of all components. */
  get markups(): string[] {
    return this.files.flatMap(({ file: { markup } }) => markup ?? []);
  }

  private markupNaming(variable: Variable): string | undefined {
    const [name] = variable.identifiers;
    if (name === undefined || !/^(?:module|global)$/.test(variable.scope.type)) return undefined;
    const { markup } = this.index.fileOf(name).file;
    return markup !== undefined && namesInMarkup(markup, variable.name) ? markup : undefined;
  }

  /** Of each component the names that its markup can see and has. */
  namesInMarkup(): TSESTree.Node[] {
    return this.files.flatMap(({ file: { markup, scopeManager } }) =>
      markup === undefined
        ? []
        : scopeManager.scopes.flatMap(({ variables }) =>
            variables.flatMap((variable) =>
              this.isInMarkup(variable) ? variable.identifiers.slice(0, 1) : [],
            ),
          ),
    );
  }

  /** The markups of components that may call what is a member of something under its name. */
  markupsOfMember(fn: FunctionNode): string[] {
    const name = isMember(fn.parent) ? staticName(fn.parent) : undefined;
    if (name === undefined) return [];
    const own = this.index.fileOf(fn).file.markup;
    return this.markups.filter((markup) =>
      markup === own ? namesInMarkup(markup, name) : readsInMarkup(markup, name),
    );
  }

  /** Whether one of the files imports another one. */
  isImported(file: FileIndex): boolean {
    this.targets ??= new Set(
      this.modules.withoutLoading(() =>
        this.files.flatMap(({ links }) =>
          links.flatMap(({ node, specifier }) => this.modules.fileAt(node, specifier) ?? []),
        ),
      ),
    );
    return this.targets.has(file);
  }

  /** The names in other files that imports bind to a variable. */
  private importsOf(): Map<Variable, Variable[]> {
    if (this.imports !== undefined) return this.imports;
    const imports = new Map<Variable, Variable[]>();
    for (const declaration of this.files.flatMap((file) => file.imports)) {
      for (const { local } of declaration.specifiers) {
        const bound = this.index.variableOf(local);
        const root = bound === undefined ? undefined : this.rootOf(bound, 0);
        if (bound !== undefined && root !== undefined && root !== bound)
          imports.set(root, [...(imports.get(root) ?? []), bound]);
      }
    }
    this.imports = imports;
    return imports;
  }

  private rootOf(variable: Variable, depth: number): Variable | undefined {
    const definition = variable.defs[0];
    if (definition?.type !== "ImportBinding" || depth > MAX_DEPTH) return variable;
    const [exported] = this.modules.withoutLoading(() => this.modules.imported(definition));
    return exported?.kind === "variable" ? this.rootOf(exported.variable, depth + 1) : undefined;
  }
}

const isMember = (
  node: TSESTree.Node,
): node is TSESTree.Property | TSESTree.MethodDefinition | TSESTree.PropertyDefinition =>
  node.type === "Property" || node.type === "MethodDefinition" || node.type === "PropertyDefinition";

/** A name that is neither called nor exported there. */
function isMention(name: TSESTree.Node): boolean {
  const { parent } = name;
  if (parent === undefined) return false;
  if (/^(ExportSpecifier|ExportDefaultDeclaration|TSTypeQuery|UnaryExpression)$/.test(parent.type))
    return false;
  if (parent.type === "CallExpression" && parent.callee === name) return false;
  // `module.exports = { get, put }`
  return destinationsOf(name).exported.length === 0;
}
