import type { ParsedFile } from "@kv-envelope/detector";
import type * as scopes from "@typescript-eslint/scope-manager";
import type * as estree from "@typescript-eslint/typescript-estree";
import type * as keys from "@typescript-eslint/visitor-keys";
import { extname } from "node:path/posix";
import { FileError, messageOf } from "../shared/errors.js";
import { codeOf } from "./component.js";
import type { Code } from "./component.js";
import { requireLazily } from "./require.js";

type Estree = typeof estree;
type Scopes = typeof scopes;
type Keys = typeof keys;

const offers = (module: unknown, name: string): boolean =>
  typeof module === "object" && module !== null && name in module;

const isEstree = (module: unknown): module is Estree => offers(module, "parse");
const isScopes = (module: unknown): module is Scopes => offers(module, "analyze");
const isKeys = (module: unknown): module is Keys => offers(module, "visitorKeys");

/** A part of @typescript-eslint/parser. They take a quarter of a second: only a file that may have findings is worth it. */
function load<T>(name: string, isPart: (module: unknown) => module is T): T {
  const loaded = requireLazily(name);
  if (!isPart(loaded)) throw new Error(`${name} is not the version that this package needs`);
  return loaded;
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
  const { markup, ...code } = codeOf(text, fileName);
  const parsed = parseCode(code, markup !== undefined);
  return markup === undefined ? parsed : { ...parsed, text, markup };
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
    throw new FileError(describe(error));
  }
}

function parseAs(text: string, filePath: string, isCommonJs: boolean): ParsedFile {
  const sourceType = isCommonJs ? "script" : "module";
  const ast = load("@typescript-eslint/typescript-estree", isEstree).parse(text, {
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
  const scopeManager = load("@typescript-eslint/scope-manager", isScopes).analyze(ast, {
    sourceType,
    globalReturn: isCommonJs,
  });
  return {
    text,
    ast,
    scopeManager,
    visitorKeys: load("@typescript-eslint/visitor-keys", isKeys).visitorKeys,
  };
}

function describe(error: unknown): string {
  const place =
    typeof error === "object" && error !== null && "location" in error ? startOf(error.location) : "";
  // What the parser dies of at some hundred calls within each other.
  const isTooDeep = error instanceof RangeError;
  return `can't be parsed: ${isTooDeep ? "its code is nested too deeply" : place + messageOf(error)}`;
}

function startOf(location: unknown): string {
  if (typeof location !== "object" || location === null || !("start" in location)) return "";
  const { start } = location;
  if (typeof start !== "object" || start === null || !("line" in start && "column" in start)) return "";
  return typeof start.line === "number" && typeof start.column === "number"
    ? `${start.line}:${start.column + 1} `
    : "";
}
