import type { TSESTree } from "@typescript-eslint/utils";
import type { TextEdit } from "../../syntax/text/edits.js";
import type { FileIndex } from "../../syntax/file-index.js";
import { indentationOf, layoutOf, lineBefore, lineBehind } from "../layout.js";
import type { ScriptBlock } from "../../syntax/text/script-blocks.js";
import { importRequireOf } from "./module-form.js";

/** A statement that names another module. */
interface Link {
  readonly statement: TSESTree.Node;
  readonly specifier: string;
  readonly kind: "values" | "types" | "effects";
}

/** A module of the program itself: by a path, or by an alias of the usual forms. */
const isOwnModule = ({ specifier }: Pick<Link, "specifier">): boolean => /^(\.|\/|#|~|@\/)/.test(specifier);

/**
 * Puts a line that names a module where the file has its like: a package behind the last package,
 * and before the file's own modules where it names only those; an own module behind all others.
 */
export function besideImports(
  file: FileIndex,
  module: string,
  line: string,
  users: readonly TSESTree.Node[],
): TextEdit {
  const block = blockFor(file, users);
  const links = linksOf(file, block.statements);
  const [first] = links;
  if (first === undefined) return beforeCode(file, block, line);
  const previous = isOwnModule({ specifier: module }) ? links.at(-1) : lastPackage(links);
  return previous === undefined
    ? beforeFirst(file, block, first.statement, line)
    : behind(file, block, links, previous, line);
}

/**
 * The script of a component that takes an import: the one that uses it, or, where that has no imports, the other one
 * if it has some. What the module's own script uses stays there: the component's is not seen from it.
 */
function blockFor(file: FileIndex, users: readonly TSESTree.Node[]): ScriptBlock {
  const { scriptBlocks } = file;
  const using = scriptBlocks.filter((block) => users.some((user) => isInside(block, user)));
  if (file.file.areScriptsApart === true) return using[0] ?? EMPTY;
  const fixed = using.find(({ isOfModule }) => isOfModule);
  if (fixed !== undefined) return fixed;
  const found = [...using, ...scriptBlocks].find(({ statements }) => linksOf(file, statements).length > 0);
  return found ?? using[0] ?? scriptBlocks[0] ?? EMPTY;
}

const EMPTY: ScriptBlock = { statements: [], start: 0, end: 0, isOfModule: true };

export const isInside = ({ statements }: ScriptBlock, { range }: TSESTree.Node): boolean =>
  statements.some((statement) => statement.range[0] <= range[0] && range[1] <= statement.range[1]);

function lastPackage(links: readonly Link[]): Link | undefined {
  // Types are often grouped by themselves, at the end.
  const found =
    links.findLast((link) => link.kind !== "types" && !isOwnModule(link)) ??
    before(links, "values").findLast((link) => !isOwnModule(link));
  if (found !== undefined) return found;
  // What is there for its effects (a polyfill) is meant to come first.
  const afterEffects = links.findIndex(({ kind }) => kind !== "effects");
  return (afterEffects < 0 ? links : links.slice(0, afterEffects)).at(-1);
}

/** The links before the first of a kind; all, where there is none. */
function before(links: readonly Link[], kind: Link["kind"]): readonly Link[] {
  const end = links.findIndex((link) => link.kind === kind);
  return end < 0 ? links : links.slice(0, end);
}

/** The imports of a file, or the block of `require` calls at its head: behind a later one a helper might not be there in time. */
function linksOf(file: FileIndex, statements: ScriptBlock["statements"]): Link[] {
  const links: Link[] = [];
  for (const statement of statements) {
    const imported = importRequireOf(statement);
    if (imported?.moduleReference.type === "TSExternalModuleReference") {
      links.push({
        statement,
        specifier: imported.moduleReference.expression.value,
        kind: imported.importKind === "type" ? "types" : "values",
      });
    } else if (statement.type === "ImportDeclaration") {
      const kind =
        statement.importKind === "type" ? "types" : statement.specifiers.length === 0 ? "effects" : "values";
      links.push({ statement, specifier: statement.source.value, kind });
    }
  }
  if (links.length > 0) return links;
  for (const statement of statements) {
    const text = file.textOf(statement);
    const specifier = /\brequire\s*\(\s*["'`]([^"'`]*)/.exec(text)?.[1] ?? "";
    if (statement.type === "VariableDeclaration" && /=\s*require\s*\(/.test(text))
      links.push({ statement, specifier, kind: "values" });
    else if (statement.type === "ExpressionStatement" && /^require\s*\(/.test(text))
      links.push({ statement, specifier, kind: "effects" });
    else if (!isDirective(statement)) break;
  }
  return links;
}

const isDirective = (node: TSESTree.Node): boolean =>
  node.type === "ExpressionStatement" && typeof node.directive === "string";

/** The white space before a statement, which its neighbours have too: a component's script is often indented as a whole. */
const indentationOfStatement = (file: FileIndex, { range }: TSESTree.Node): string =>
  indentationOf(lineBefore(file.file.text, range[0]));

const insertion = (at: number, text: string): TextEdit => ({ start: at, end: at, text });

/** A line of its own behind a statement, and behind all that stands on the same line. */
function behind(
  file: FileIndex,
  block: ScriptBlock,
  links: readonly Link[],
  previous: Link,
  line: string,
): TextEdit {
  const { text } = file.file;
  const { eol } = layoutOf(file);
  const last =
    links.findLast(({ statement }) => statement.loc.start.line === previous.statement.loc.end.line) ??
    previous;
  const end = Math.max(last.statement.range[1], previous.statement.range[1]);
  const rest = lineBehind(file.file.markup === undefined ? text : text.slice(0, block.end), end);
  const inserted = `${eol}${indentationOfStatement(file, previous.statement)}${line}`;
  const isAlone = /^[ \t]*(\/\/.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)?$/.test(rest);
  return isAlone ? insertion(end + rest.length, inserted) : insertion(end, inserted + eol);
}

/** Comments that speak to a tool about the line below them. */
const OF_NEXT_LINE = /@ts-(ignore|expect-error)|eslint-disable-next-line|(prettier|biome)-ignore/;

/** Before the first import: below the file's own header, but above what was said of that import. */
function beforeFirst(file: FileIndex, block: ScriptBlock, first: TSESTree.Node, line: string): TextEdit {
  const { eol } = layoutOf(file);
  const { comments, adjacent } = commentsAbove(file, block, first);
  const isTop = adjacent.length === comments.length && !block.statements.some(isDirective);
  const ofFirst = isTop
    ? behindLast(adjacent, (comment) => !OF_NEXT_LINE.test(comment.value))
    : behindLast(adjacent, isHeader);
  return insertion(ofFirst[0]?.range[0] ?? first.range[0], line + eol + indentationOfStatement(file, first));
}

/** Comments that speak of the whole file. */
const isHeader = ({ value }: TSESTree.Comment): boolean =>
  /@ts-(no)?check|@license|@preserve|copyright|licen[cs]e|spdx|eslint-(disable|enable|env)(?!-)|eslint (?!-)|@fileoverview|^#?!|"use |'use /i.test(
    value,
  );

/**
 * Before the first statement that is no directive: below the shebang, licence and `@ts-check`
 * comments, but above a comment that belongs to that statement.
 */
function beforeCode(file: FileIndex, block: ScriptBlock, line: string): TextEdit {
  const { text } = file.file;
  const { eol } = layoutOf(file);
  const first = block.statements.find((statement) => !isDirective(statement));
  if (first === undefined) return intoEmptyScript(file, block, line);
  const ofFirst = behindLast(
    commentsAbove(file, block, first).adjacent,
    (comment) => isHeader(comment) || text.startsWith("#!", comment.range[0]),
  );
  // Without a semicolon a bracket on the next line would go on with this one.
  const end = line.endsWith(";") || !/^[([`+\-/]/.test(file.textOf(first)) ? "" : ";";
  return insertion(
    ofFirst[0]?.range[0] ?? first.range[0],
    line + end + eol + eol + indentationOfStatement(file, first),
  );
}

/** A component may have its code in the markup, and a script without any. */
function intoEmptyScript(file: FileIndex, { start: at }: ScriptBlock, line: string): TextEdit {
  const { text } = file.file;
  const { eol } = layoutOf(file);
  return insertion(at, eol + line + (lineBehind(text, at).trim() === "" ? "" : eol));
}

const behindLast = (
  comments: readonly TSESTree.Comment[],
  isOne: (comment: TSESTree.Comment) => boolean,
): readonly TSESTree.Comment[] => comments.slice(comments.findLastIndex(isOne) + 1);

/** The comments between the directives and a statement, and those of them from which no empty line parts it. */
function commentsAbove(
  file: FileIndex,
  block: ScriptBlock,
  statement: TSESTree.Node,
): { comments: TSESTree.Comment[]; adjacent: TSESTree.Comment[] } {
  const { ast, text } = file.file;
  const directive = block.statements.findLast(
    (node) => isDirective(node) && node.range[1] <= statement.range[0],
  );
  const floor = directive?.range[1] ?? (file.file.markup === undefined ? 0 : block.start);
  const comments = (ast.comments ?? []).filter(
    (comment) =>
      comment.range[0] >= floor &&
      comment.range[1] <= statement.range[0] &&
      // One that goes on behind a directive speaks of that.
      comment.loc.start.line !== directive?.loc.end.line,
  );
  let start = statement.range[0];
  let count = 0;
  for (const comment of comments.toReversed()) {
    const between = text.slice(comment.range[1], start);
    if (between.trim() !== "" || /\n[ \t]*\r?\n/.test(between)) break;
    start = comment.range[0];
    count++;
  }
  return { comments, adjacent: count === 0 ? [] : comments.slice(-count) };
}
