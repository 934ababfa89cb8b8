import type { TSESTree } from "@typescript-eslint/utils";
import type { FileIndex } from "../file-index.js";

/** The names under which a statement exports something, `export *` aside. */
export function namesExportedBy({ file }: FileIndex, statement: TSESTree.ProgramStatement): string[] {
  switch (statement.type) {
    case "ExportDefaultDeclaration":
      return ["default"];
    case "ExportAllDeclaration":
      return statement.exported === null ? [] : [nameOf(statement.exported)];
    case "ExportNamedDeclaration": {
      const declared =
        statement.declaration === null
          ? []
          : file.scopeManager.getDeclaredVariables(statement.declaration).map(({ name }) => name);
      return [...declared, ...statement.specifiers.map((specifier) => nameOf(specifier.exported))];
    }
    default:
      return [];
  }
}

/** The name in an import or export, quoted or not. */
export const nameOf = (node: TSESTree.Identifier | TSESTree.StringLiteral): string =>
  node.type === "Identifier" ? node.name : node.value;
