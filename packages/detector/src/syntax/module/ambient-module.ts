import type { TSESTree } from "@typescript-eslint/utils";

/** In the place of a module's name: what every file sees. */
export const GLOBAL = "global";

/** The module that a `declare module "…"` adds to, or `global` of a `declare global`. */
export const moduleAddedTo = ({ id, kind }: TSESTree.TSModuleDeclaration): string | undefined =>
  id.type === "Literal" ? id.value : kind === "global" ? GLOBAL : undefined;

/** The module that a type is added to where it is declared, if that is another one than its file. */
export function ambientModuleOf(declaration: TSESTree.Node): string | undefined {
  const holder =
    declaration.parent?.type === "ExportNamedDeclaration" ? declaration.parent.parent : declaration.parent;
  return holder?.type === "TSModuleBlock" ? moduleAddedTo(holder.parent) : undefined;
}
