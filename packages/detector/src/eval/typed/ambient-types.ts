import type { TSESTree } from "@typescript-eslint/utils";
import { GLOBAL, moduleAddedTo } from "../../syntax/ambient-module.js";
import type { FileIndex } from "../../syntax/file-index.js";

const NONE: readonly TSESTree.Node[] = [];

/** Types that files declare for others which do not import them: `declare module "m" { interface Env { … } }`. */
export class AmbientTypes {
  /** By the module that they are added to, or `global`, then by name. */
  private readonly found = new Map<string, Map<string, TSESTree.Node[]>>();

  add({ statements }: FileIndex): void {
    const isModule = statements.some(({ type }) => type.startsWith("Import") || type.startsWith("Export"));
    for (const statement of statements) {
      if (statement.type === "TSModuleDeclaration") this.addModule(statement);
      else if (!isModule) this.note(GLOBAL, statement);
    }
  }

  declared(module: string, name: string): readonly TSESTree.Node[] {
    return this.found.get(module)?.get(name) ?? NONE;
  }

  private addModule(declaration: TSESTree.TSModuleDeclaration): void {
    const module = moduleAddedTo(declaration);
    const { body } = declaration;
    for (const statement of module === undefined ? [] : (body?.body ?? []))
      this.note(module ?? "", statement);
  }

  private note(module: string, statement: TSESTree.ProgramStatement): void {
    const declaration =
      statement.type === "ExportNamedDeclaration" ? (statement.declaration ?? statement) : statement;
    if (declaration.type !== "TSInterfaceDeclaration" && declaration.type !== "TSTypeAliasDeclaration")
      return;
    const ofModule = this.found.get(module) ?? new Map<string, TSESTree.Node[]>();
    this.found.set(module, ofModule);
    const known = ofModule.get(declaration.id.name);
    if (known === undefined) ofModule.set(declaration.id.name, [declaration]);
    else known.push(declaration);
  }
}
