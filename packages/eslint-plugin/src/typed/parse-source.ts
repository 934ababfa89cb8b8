import type { TSESLint } from "@typescript-eslint/utils";
import type { ParsedFile } from "@kv-envelope/detector";
import type * as ts from "typescript";

type LanguageOptions = TSESLint.RuleContext<string, readonly unknown[]>["languageOptions"];

/** A source changes by being replaced: what is kept belongs to one version of it, and goes with it. */
const known = new WeakMap<ts.SourceFile, { readonly parsed: ParsedFile | undefined }>();

/** Another source of the program, parsed as the linted file is, by its parser; `undefined` if it can't be. */
export function parseSource(source: ts.SourceFile, languageOptions: LanguageOptions): ParsedFile | undefined {
  const before = known.get(source);
  if (before !== undefined) return before.parsed;
  const isCommonJs = /\.c[jt]s$/.test(source.fileName);
  const isScript = isCommonJs || /\.jsx?$/.test(source.fileName);
  // Sloppy mode code is no module, but a good script.
  const parsed =
    (isCommonJs ? undefined : parseAs("module", source, languageOptions)) ??
    (isScript ? parseAs("script", source, languageOptions) : undefined);
  known.set(source, { parsed });
  return parsed;
}

/** What would have the parser build a program for a file that is only read. */
const WITHOUT_TYPES = {
  project: undefined,
  projectService: undefined,
  programs: undefined,
  program: undefined,
};

function parseAs(
  sourceType: "module" | "script",
  source: ts.SourceFile,
  languageOptions: LanguageOptions,
): ParsedFile | undefined {
  const parser = scriptParserOf(languageOptions);
  if (parser === undefined) return undefined;
  const { parserOptions } = languageOptions;
  const text = source.text.replace(/^\uFEFF/, "");
  const options = {
    ...parserOptions,
    ...WITHOUT_TYPES,
    sourceType,
    // A function scope around the file: what ESLint's `sourceType: "commonjs"` means.
    ecmaFeatures: { jsx: true, globalReturn: sourceType === "script" },
    filePath: source.fileName,
    loc: true,
    range: true,
    tokens: true,
    comment: true,
  };
  try {
    const result: unknown = parser.parseForESLint(text, options);
    return isParseResult(result)
      ? { text, ast: result.ast, scopeManager: result.scopeManager, visitorKeys: result.visitorKeys }
      : undefined;
  } catch {
    // TypeScript or the lint of that file tells what is wrong with it.
    return undefined;
  }
}

interface Parser {
  parseForESLint(text: string, options: object): unknown;
}

/** A component's parser is given the one for its scripts, and may take every file for a component. */
function scriptParserOf({ parser, parserOptions }: LanguageOptions): Parser | undefined {
  // ESLint's types promise the options, its legacy configuration does not.
  const { parser: inner } = { ...parserOptions };
  return [inner, parser].find(isParser);
}

const isParser = (value: unknown): value is Parser =>
  isObject(value) && "parseForESLint" in value && typeof value.parseForESLint === "function";

/** A parser may come without scope analysis or keys; nothing can be traced then. */
const isParseResult = (value: unknown): value is Omit<ParsedFile, "text"> =>
  isObject(value) &&
  "ast" in value &&
  isObject(value.ast) &&
  "scopeManager" in value &&
  isObject(value.scopeManager) &&
  "visitorKeys" in value &&
  isObject(value.visitorKeys);

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
