import type { TSESTree } from "@typescript-eslint/utils";
import type { TextEdit } from "../edits.js";
import type { FileIndex } from "../file-index.js";
import type { HelperName, HelperNames } from "./helper-names.js";
import { layoutOf } from "./layout.js";

/** The edit that brings the given helpers into the file; none if they are all there. */
export function importEdits(names: HelperNames, needed: ReadonlySet<HelperName>): TextEdit[] {
  const missing = [...needed].filter((name) => !names.isImported(name)).sort();
  if (missing.length === 0) return [];
  return usesImports(names.file) ? [importEdit(names, missing)] : [requireEdit(names, missing)];
}

/** Whether the file is an ES module: by its own syntax, else by how it was parsed. */
function usesImports({ file }: FileIndex): boolean {
  const { ast, text } = file;
  if (ast.body.some((statement) => /^(Import|Export)|^TSExport|^TSImportEquals/.test(statement.type))) return true;
  const usesRequire = /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/.test(text);
  return !usesRequire && ast.sourceType === "module";
}

function importEdit(names: HelperNames, missing: readonly HelperName[]): TextEdit {
  const specifiers = missing.map((name) => (names.local(name) === name ? name : `${name} as ${names.local(name)}`)).join(", ");
  const existing = names.file.imports.find(
    (declaration) =>
      declaration.source.value === names.module && declaration.importKind !== "type" && declaration.specifiers.at(-1)?.type === "ImportSpecifier",
  );
  const last = existing?.specifiers.at(-1);
  if (last !== undefined) return insertion(last.range[1], `, ${specifiers}`);
  const { quote, semicolon } = layoutOf(names.file);
  const line = `import { ${specifiers} } from ${quote}${names.module}${quote}${semicolon}`;
  const top = names.file.file.ast.body.filter((statement) => statement.type === "ImportDeclaration");
  return top.length > 0 ? afterStatement(names.file, top, line) : beforeCode(names.file, line);
}

function requireEdit(names: HelperNames, missing: readonly HelperName[]): TextEdit {
  const bindings = missing.map((name) => (names.local(name) === name ? name : `${name}: ${names.local(name)}`)).join(", ");
  const { quote, semicolon } = layoutOf(names.file);
  const line = `const { ${bindings} } = require(${quote}${names.module}${quote})${semicolon}`;
  const requires = leadingRequires(names.file);
  return requires.length > 0 ? afterStatement(names.file, requires, line) : beforeCode(names.file, line);
}

/** The block of `require` calls at the head of the file: behind a later one the helpers might not be there in time. */
function leadingRequires(file: FileIndex): TSESTree.Node[] {
  const found: TSESTree.Node[] = [];
  for (const statement of file.file.ast.body) {
    const text = file.textOf(statement);
    if (statement.type === "VariableDeclaration" && /=\s*require\s*\(/.test(text)) found.push(statement);
    else if (statement.type !== "ExpressionStatement" || !(typeof statement.directive === "string" || /^require\s*\(/.test(text))) break;
  }
  return found;
}

const insertion = (at: number, text: string): TextEdit => ({ start: at, end: at, text });

/** A line of its own after the last of some statements, behind a comment on the same line. */
function afterStatement(file: FileIndex, statements: readonly TSESTree.Node[], line: string): TextEdit {
  const { text } = file.file;
  const { eol } = layoutOf(file);
  const end = statements.at(-1)?.range[1] ?? 0;
  const rest = /^[^\r\n]*/.exec(text.slice(end))?.[0] ?? "";
  const isAlone = /^[ \t]*(\/\/.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)?$/.test(rest);
  return isAlone ? insertion(end + rest.length, eol + line) : insertion(end, `${eol}${line}${eol}`);
}

/**
 * Before the first statement that is no directive: below the shebang, licence and `@ts-check`
 * comments, but above a comment that belongs to that statement.
 */
function beforeCode(file: FileIndex, line: string): TextEdit {
  const { ast, text } = file.file;
  const { eol } = layoutOf(file);
  const isDirective = (node: TSESTree.Node): boolean => node.type === "ExpressionStatement" && typeof node.directive === "string";
  const first = ast.body.find((statement) => !isDirective(statement));
  const directives = ast.body.filter(isDirective);
  const lastDirective = directives.at(-1);
  if (first === undefined) return insertion(text.length, line + eol);
  const floor = lastDirective?.range[1] ?? 0;
  const comments = (ast.comments ?? []).filter((comment) => comment.range[0] >= floor && comment.range[1] <= first.range[0]);
  let start = first.range[0];
  for (const comment of comments.toReversed()) {
    const isAdjacent = !/\n[ \t]*\r?\n/.test(text.slice(comment.range[1], start)) && text.slice(comment.range[1], start).trim() === "";
    const isHeader = /@ts-|@license|@preserve|copyright|licen[cs]e|spdx|eslint|@fileoverview|^#?!|"use |'use /i.test(comment.value);
    if (!isAdjacent || isHeader || text.startsWith("#!", comment.range[0])) break;
    start = comment.range[0];
  }
  // Without a semicolon a bracket on the next line would go on with this one.
  const end = line.endsWith(";") || !/^[([`+\-/]/.test(file.textOf(first)) ? "" : ";";
  return insertion(start, line + end + eol + eol);
}
