import { posix } from "node:path";
import type { TypeScript } from "../source/typescript.js";

type SourceFile = ReturnType<TypeScript["createSourceFile"]>;
type Statement = SourceFile["statements"][number];

/** One module of the runtime: what it takes from which other one, and its text without that. */
interface Part {
  readonly needs: readonly string[];
  readonly text: string;
  readonly declared: readonly string[];
}

/**
 * Makes one module of several: in the order of their dependencies, without the imports between
 * them. Only what the entry module exports stays exported.
 * @param sources the modules' texts by their paths from one folder, for example `index.ts` and `unwrap/body.ts`; they import each other as `./name.js` and `../name.js`.
 * @throws {Error} if they can't stand in one module: a name declared twice, a renamed import, a foreign import.
 */
export function assembleModule(ts: TypeScript, sources: ReadonlyMap<string, string>, entry: string): string {
  const isPublic = new Set(exportedNames(ts, sources.get(entry) ?? ""));
  const done = new Map<string, Part>();
  const add = (name: string, from: readonly string[]): void => {
    if (done.has(name)) return;
    if (from.includes(name)) throw new Error(`the modules ${[...from, name].join(" → ")} import each other`);
    const text = sources.get(name);
    if (text === undefined)
      throw new Error(`${from.at(-1) ?? "the entry"} imports ${name}, which is not there`);
    const part = readPart(ts, name, text, isPublic);
    for (const need of part.needs) add(need, [...from, name]);
    done.set(name, part);
  };
  add(entry, []);
  rejectTwins(done);
  return [...done.values()]
    .map((part) => part.text.trim())
    .filter((text) => text !== "")
    .join("\n\n")
    .concat("\n");
}

function readPart(ts: TypeScript, name: string, text: string, isPublic: ReadonlySet<string>): Part {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest);
  const needs: string[] = [];
  const declared: string[] = [];
  let kept = "";
  let position = 0;
  const cut = (start: number, end: number): void => {
    kept += text.slice(position, start);
    position = end;
  };
  for (const statement of file.statements) {
    const from = moduleOf(ts, statement);
    if (from !== undefined) {
      if (!/^\.{1,2}\/[\w/-]+\.js$/.test(from))
        throw new Error(`${name} imports ${from}, which can't be written into one file`);
      if (renames(ts, statement)) throw new Error(`${name} renames what it imports from ${from}`);
      needs.push(posix.join(posix.dirname(name), from).replace(/js$/, "ts"));
      cut(statement.getStart(file), endOfLine(text, statement.end));
      continue;
    }
    const names = declaredNames(ts, statement);
    // Overloads declare one name several times; the last one has the body.
    if (!isOverload(ts, statement)) declared.push(...names);
    const keyword = exportKeyword(ts, statement);
    if (keyword !== undefined && !names.some((each) => isPublic.has(each)))
      cut(keyword.getStart(file), keyword.end + 1);
  }
  return { needs, declared, text: kept + text.slice(position) };
}

const endOfLine = (text: string, end: number): number => (text[end] === "\n" ? end + 1 : end);

function moduleOf(ts: TypeScript, statement: Statement): string | undefined {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return undefined;
  const from = statement.moduleSpecifier;
  return from !== undefined && ts.isStringLiteral(from) ? from.text : undefined;
}

function renames(ts: TypeScript, statement: Statement): boolean {
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    return (
      clause !== undefined &&
      (!ts.isNamedExports(clause) || clause.elements.some((each) => each.propertyName !== undefined))
    );
  }
  if (!ts.isImportDeclaration(statement)) return false;
  const bindings = statement.importClause?.namedBindings;
  if (statement.importClause?.name !== undefined || bindings === undefined) return true;
  return !ts.isNamedImports(bindings) || bindings.elements.some((each) => each.propertyName !== undefined);
}

function declaredNames(ts: TypeScript, statement: Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  }
  const isDeclaration =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return !isDeclaration || statement.name === undefined ? [] : [statement.name.text];
}

const isOverload = (ts: TypeScript, statement: Statement): boolean =>
  ts.isFunctionDeclaration(statement) && statement.body === undefined;

const exportKeyword = (ts: TypeScript, statement: Statement) =>
  ts.canHaveModifiers(statement)
    ? ts.getModifiers(statement)?.find((each) => each.kind === ts.SyntaxKind.ExportKeyword)
    : undefined;

function rejectTwins(parts: ReadonlyMap<string, Part>): void {
  const owner = new Map<string, string>();
  for (const [module, { declared }] of parts) {
    for (const name of declared) {
      const other = owner.get(name);
      if (other !== undefined) throw new Error(`${name} is declared in ${other} and in ${module}`);
      owner.set(name, module);
    }
  }
}

/** The names that a module exports, types included. */
export function exportedNames(ts: TypeScript, text: string): string[] {
  const file = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest);
  return file.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      return clause !== undefined && ts.isNamedExports(clause)
        ? clause.elements.map((each) => each.name.text)
        : [];
    }
    return exportKeyword(ts, statement) === undefined || isOverload(ts, statement)
      ? []
      : declaredNames(ts, statement);
  });
}
