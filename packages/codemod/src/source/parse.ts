import type { ParsedFile } from "@kv-envelope/detector";
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { extname } from "node:path/posix";
import { FileError, messageOf } from "../shared/errors.js";
import { browserScriptsOf, codeOf, isOfAstro } from "./component.js";
import type { Code } from "./component.js";
import { loadParser } from "./load-parser.js";
import type * as parser from "./parser.js";

type Parser = typeof parser;

const isParser = (module: unknown): module is Parser =>
  typeof module === "object" &&
  module !== null &&
  ["analyze", "parse", "visitorKeys"].every((name) => name in module);

let loaded: Parser | undefined;

/** It takes a quarter of a second: only a file that may have findings is worth it. */
function theParser(): Parser {
  if (loaded !== undefined) return loaded;
  const module = loadParser();
  if (!isParser(module)) throw new Error("the parser is not the version that this package needs");
  loaded = module;
  return module;
}

/**
 * The longest text that is parsed. An AST takes half a kilobyte for each character of minified code, so that a text much
 * longer than this would end the whole run for want of memory.
 */
const MAX_CHARACTERS = 5_500_000;

/**
 * Parses a text as ESLint would with @typescript-eslint/parser, but without the list of tokens, which that parser
 * always makes and nothing here reads: about a third of its time and of its memory.
 * @param text without BOM.
 * @throws {FileError} with line, column and what is wrong there; or if it is too long, or nested too deeply.
 */
export function parseFile(text: string, fileName: string): ParsedFile {
  if (text.length > MAX_CHARACTERS)
    throw new FileError(
      `can't be parsed: it has more than ${MAX_CHARACTERS / 1e6} million characters; leave it out by \`ignore\` if nothing in it is yours`,
    );
  return ofBrowserToo(text, fileName) ?? parseWhole(text, fileName, false);
}

function parseWhole(text: string, fileName: string, withBrowser: boolean): ParsedFile {
  const { markup, ...code } = codeOf(text, fileName, withBrowser);
  const parsed = parseCode(code, markup !== undefined);
  return markup === undefined ? parsed : { ...parsed, text, markup };
}

/**
 * An Astro component with the scripts that it gives to the browser, each of them a module of its own. Where they can't be
 * told apart in one text, as two declare the same name, they stay markup.
 */
function ofBrowserToo(text: string, fileName: string): ParsedFile | undefined {
  if (!isOfAstro(fileName) || !text.includes("<script")) return undefined;
  try {
    const scripts = browserScriptsOf(text);
    if (scripts.length === 0) return undefined;
    const parsed = parseWhole(text, fileName, true);
    const partOf = ({ range }: TSESTree.Node): number =>
      scripts.findIndex(({ start, end }) => start <= range[0] && range[1] <= end);
    const tops = parsed.scopeManager.scopes.filter(({ block }) => block.type === "Program");
    return tops.every(({ variables }) => variables.every((each) => isOfOnePart(each, partOf)))
      ? { ...parsed, areScriptsApart: true }
      : undefined;
  } catch (error) {
    // What is wrong with the frontmatter is told when that is parsed alone.
    if (error instanceof FileError) return undefined;
    throw error;
  }
}

/** Whether a name is declared and used in one part of a text alone; or each part that uses it imports it, all from one place. */
function isOfOnePart(
  { defs, identifiers, references }: TSESLint.Scope.Variable,
  partOf: (node: TSESTree.Node) => number,
): boolean {
  const declared = new Set(identifiers.map(partOf));
  const used = references.map(({ identifier }) => partOf(identifier));
  if (declared.size === 0) return true;
  if (declared.size === 1) return used.every((part) => declared.has(part));
  const imports = defs.map((definition) =>
    definition.type === "ImportBinding" && definition.parent.type === "ImportDeclaration"
      ? definition.parent.source.value
      : undefined,
  );
  return new Set(imports).size === 1 && imports[0] !== undefined && used.every((part) => declared.has(part));
}

function parseCode({ text, fileName }: Pick<Code, "text" | "fileName">, isComponent: boolean): ParsedFile {
  const extension = extname(fileName);
  const isCommonJs = extension === ".cjs" || extension === ".cts";
  try {
    return parseAs(text, fileName, isCommonJs);
  } catch (error) {
    // Sloppy mode code (`await` as a name, a top-level `return`) is no module, but a good script.
    if (!isCommonJs && !isComponent && (extension === ".js" || extension === ".jsx")) {
      try {
        return parseAs(text, fileName, true);
      } catch {
        // What the file is as a module is the better message.
      }
    }
    throw faultOf(error);
  }
}

function parseAs(text: string, filePath: string, isCommonJs: boolean): ParsedFile {
  const sourceType = isCommonJs ? "script" : "module";
  const { parse, analyze, visitorKeys } = theParser();
  const ast = parse(text, {
    filePath,
    sourceType,
    jsx: /x$|\.js$/.test(extname(filePath)),
    loc: true,
    range: true,
    comment: true,
    tokens: false,
    onUnsupportedTypeScriptVersion: "ignore",
  });
  ast.sourceType = sourceType;
  // A function scope around the file: what ESLint's `sourceType: "commonjs"` means.
  const scopeManager = analyze(ast, { sourceType, globalReturn: isCommonJs });
  return { text, ast, scopeManager, visitorKeys };
}

/** What is wrong with the text, as the parser says it; any other error is a fault of the parser's, or of this program's. */
function faultOf(error: unknown): unknown {
  // What the parser dies of at some hundred calls within each other.
  if (error instanceof RangeError) return new FileError("can't be parsed: its code is nested too deeply");
  return typeof error === "object" && error !== null && "location" in error
    ? new FileError(`can't be parsed: ${startOf(error.location)}${messageOf(error)}`)
    : error;
}

function startOf(location: unknown): string {
  if (typeof location !== "object" || location === null || !("start" in location)) return "";
  const { start } = location;
  if (typeof start !== "object" || start === null || !("line" in start && "column" in start)) return "";
  return typeof start.line === "number" && typeof start.column === "number"
    ? `${start.line}:${start.column + 1} `
    : "";
}
