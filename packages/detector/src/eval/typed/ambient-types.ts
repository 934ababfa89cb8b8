import type { TSESTree } from "@typescript-eslint/utils";
import { GLOBAL, moduleAddedTo } from "../../syntax/module/ambient-module.js";
import type { FileIndex } from "../../syntax/file-index.js";

const NONE: readonly TSESTree.Node[] = [];

/** Types that files declare for others which do not import them: `declare module "m" { interface Env { … } }`. */
export class AmbientTypes {
  /** By the module that they are added to, or `global`, then by name, in a namespace by its path: `App.Locals`. */
  private readonly found = new Map<string, Map<string, TSESTree.Node[]>>();
  /** The interfaces among them, whatever they are added to. */
  readonly interfaces = new Set<TSESTree.TSInterfaceDeclaration>();

  add({ statements }: FileIndex): void {
    const isModule = statements.some(({ type }) => type.startsWith("Import") || type.startsWith("Export"));
    for (const statement of statements) {
      const module = statement.type === "TSModuleDeclaration" ? moduleAddedTo(statement) : undefined;
      if (statement.type === "TSModuleDeclaration" && module !== undefined)
        this.addBody(module, statement, "");
      else if (!isModule) this.note(GLOBAL, statement, "");
    }
  }

  /** @param name with the namespaces around it */
  declared(module: string, name: string): readonly TSESTree.Node[] {
    return this.found.get(module)?.get(name) ?? NONE;
  }

  private addBody(module: string, { body }: TSESTree.TSModuleDeclaration, within: string): void {
    for (const statement of body?.body ?? []) this.note(module, statement, within);
  }

  private note(module: string, statement: TSESTree.ProgramStatement, within: string): void {
    const declaration =
      statement.type === "ExportNamedDeclaration" ? (statement.declaration ?? statement) : statement;
    if (declaration.type === "TSModuleDeclaration" && declaration.id.type !== "Literal")
      return this.addBody(module, declaration, `${within}${pathOf(declaration.id)}.`);
    if (declaration.type !== "TSInterfaceDeclaration" && declaration.type !== "TSTypeAliasDeclaration")
      return;
    if (declaration.type === "TSInterfaceDeclaration") this.interfaces.add(declaration);
    const ofModule = this.found.get(module) ?? new Map<string, TSESTree.Node[]>();
    this.found.set(module, ofModule);
    const name = `${within}${declaration.id.name}`;
    const known = ofModule.get(name);
    if (known === undefined) ofModule.set(name, [declaration]);
    else known.push(declaration);
  }
}

/** `App.Session` of `namespace App.Session { … }`, and of a type that is referred to by that. */
export const pathOf = (name: TSESTree.EntityName): string =>
  name.type === "TSQualifiedName"
    ? `${pathOf(name.left)}.${name.right.name}`
    : name.type === "Identifier"
      ? name.name
      : "this";
