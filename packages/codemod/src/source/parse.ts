import type { ParsedFile } from "@kv-envelope/detector";
import type * as parser from "@typescript-eslint/parser";
import { extname } from "node:path/posix";
import { FileError, messageOf } from "../shared/errors.js";
import { requireLazily } from "./require.js";

type Parser = typeof parser;

const isParser = (value: unknown): value is Parser =>
  typeof value === "object" && value !== null && "parseForESLint" in value;

/** The parser takes a quarter of a second to load: only a file that may have findings is worth it. */
function loadParser(): Parser {
  const loaded = requireLazily("@typescript-eslint/parser");
  if (!isParser(loaded))
    throw new Error("@typescript-eslint/parser is not the version that this package needs");
  return loaded;
}

/**
 * Parses a text as ESLint would with @typescript-eslint/parser.
 * @param text without BOM.
 * @throws {FileError} with line, column and what is wrong there.
 */
export function parseFile(text: string, fileName: string): ParsedFile {
  const { parseForESLint } = loadParser();
  const extension = extname(fileName);
  const isCommonJs = extension === ".cjs" || extension === ".cts";
  try {
    return parseAs(parseForESLint, text, fileName, isCommonJs);
  } catch (error) {
    // Sloppy mode code (`await` as a name, a top-level `return`) is no module, but a good script.
    if (!isCommonJs && (extension === ".js" || extension === ".jsx")) {
      try {
        return parseAs(parseForESLint, text, fileName, true);
      } catch {
        // What the file is as a module is the better message.
      }
    }
    throw new FileError(describe(error));
  }
}

function parseAs(
  parseForESLint: Parser["parseForESLint"],
  text: string,
  filePath: string,
  isCommonJs: boolean,
): ParsedFile {
  const { ast, scopeManager, visitorKeys } = parseForESLint(text, {
    filePath,
    sourceType: isCommonJs ? "script" : "module",
    // A function scope around the file: what ESLint's `sourceType: "commonjs"` means.
    ecmaFeatures: { globalReturn: isCommonJs, jsx: /x$|\.js$/.test(extname(filePath)) },
    onUnsupportedTypeScriptVersion: "ignore",
  });
  return { text, ast, scopeManager, visitorKeys };
}

function describe(error: unknown): string {
  const place =
    typeof error === "object" && error !== null && "location" in error ? startOf(error.location) : "";
  return `can't be parsed: ${place}${messageOf(error)}`;
}

function startOf(location: unknown): string {
  if (typeof location !== "object" || location === null || !("start" in location)) return "";
  const { start } = location;
  if (typeof start !== "object" || start === null || !("line" in start && "column" in start)) return "";
  return typeof start.line === "number" && typeof start.column === "number"
    ? `${start.line}:${start.column + 1} `
    : "";
}
