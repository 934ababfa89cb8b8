import type { TSESTree } from "@typescript-eslint/utils";
import type { FileIndex } from "../../syntax/file-index.js";

/** How a file names other modules: `import … from`, `const … = require()`, or TypeScript's `import … = require()`. */
export type ModuleForm = "import" | "require" | "import-require";

/** By the file's own syntax, else by how it was parsed. */
export function moduleFormOf({ file, statements }: FileIndex): ModuleForm {
  const { ast, text } = file;
  if (statements.some(isEsModuleSyntax)) return "import";
  // Beside these an `import … from` of values is an error under `verbatimModuleSyntax`.
  if (
    statements.some(
      (statement) => statement.type === "TSExportAssignment" || importRequireOf(statement) !== undefined,
    )
  )
    return "import-require";
  if (statements.some((statement) => /^(Import|Export)/.test(statement.type))) return "import";
  const usesRequire =
    /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w|\bdefineProperty\(exports\b|\bassign\(exports\b/.test(
      text,
    );
  return !usesRequire && ast.sourceType === "module" ? "import" : "require";
}

/** `import x = require("…")`, also one that is exported. */
export function importRequireOf(statement: TSESTree.Node): TSESTree.TSImportEqualsDeclaration | undefined {
  if (statement.type === "ExportNamedDeclaration")
    return statement.declaration === null ? undefined : importRequireOf(statement.declaration);
  const isOne =
    statement.type === "TSImportEqualsDeclaration" &&
    statement.moduleReference.type === "TSExternalModuleReference";
  return isOne ? statement : undefined;
}

/** Imports and exports of values: those of types may stand in CommonJS too. */
function isEsModuleSyntax(statement: TSESTree.Node): boolean {
  switch (statement.type) {
    case "ImportDeclaration":
      return statement.importKind !== "type";
    case "ExportAllDeclaration":
      return statement.exportKind !== "type";
    case "ExportNamedDeclaration":
      return statement.exportKind !== "type" && importRequireOf(statement) === undefined;
    default:
      return statement.type === "ExportDefaultDeclaration";
  }
}
