import type { TSESTree } from "@typescript-eslint/utils";
import type { ModuleKind } from "../../kv/program-host.js";
import type { FileIndex } from "../../syntax/file-index.js";
import { isFunction, selfAndAncestors } from "../../syntax/nodes.js";

/** How a file names other modules: `import … from`, `const … = require()`, or TypeScript's `import … = require()`. */
export type ModuleForm = "import" | "require" | "import-require";

/**
 * As Node decides it: by the file's own syntax, else by what its name and the nearest `package.json` say, else
 * by how it was parsed.
 * @param kind what surrounds the file says
 */
export function moduleFormOf(file: FileIndex, kind: ModuleKind | undefined): ModuleForm {
  const { statements } = file;
  // A bundler makes a module of a component, whatever its code looks like.
  if (file.file.markup !== undefined || statements.some(isEsModuleSyntax)) return "import";
  // Beside these an `import … from` of values is an error under `verbatimModuleSyntax`.
  if (
    statements.some(
      (statement) => statement.type === "TSExportAssignment" || importRequireOf(statement) !== undefined,
    )
  )
    return "import-require";
  if (statements.some((statement) => /^(Import|Export)/.test(statement.type))) return "import";
  if (usesCommonJs(file)) return "require";
  if (usesModule(file, file.file.ast)) return "import";
  return (kind ?? file.file.ast.sourceType) === "module" ? "import" : "require";
}

/** Names that Node gives to a CommonJS module alone. */
const COMMON_JS_NAMES: ReadonlySet<string> = new Set([
  "require",
  "module",
  "exports",
  "__dirname",
  "__filename",
]);

/** Whether a file uses a name of CommonJS that it does not declare itself, as one does by `createRequire(…)`. */
const usesCommonJs = ({ file }: FileIndex): boolean =>
  file.scopeManager.scopes.some((scope) =>
    scope.references.some(
      ({ identifier, resolved }) =>
        identifier.type === "Identifier" &&
        COMMON_JS_NAMES.has(identifier.name) &&
        (resolved?.defs.length ?? 0) === 0,
    ),
  );

/** Whether something stands in a file that only modules have: `import.meta`, `await` outside of functions. */
function usesModule(file: FileIndex, node: TSESTree.Node): boolean {
  if (node.type === "MetaProperty") return node.meta.name === "import";
  const awaits = node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await);
  if (awaits && ![...selfAndAncestors(node)].some(isFunction)) return true;
  return file.childrenOf(node).some((child) => usesModule(file, child));
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
