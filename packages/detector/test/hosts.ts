import { parseForESLint } from "@typescript-eslint/parser";
import * as typescriptParser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import type { ParsedFile } from "@kv-envelope/detector";

export type Language = "js" | "mjs" | "cjs" | "jsx" | "ts" | "tsx";

/** One way in which a file reaches the detector. */
export interface Host {
  readonly name: string;
  readonly parse: (text: string, language: Language) => ParsedFile;
}

const isTypeScript = (language: Language): boolean => language === "ts" || language === "tsx";

/** As the codemod parses: no ESLint around, so no parent pointers and no configured globals. */
const bare: Host = {
  name: "the parser alone",
  parse(text, language) {
    const { ast, scopeManager, visitorKeys } = parseForESLint(text, {
      filePath: `file.${language}`,
      sourceType: language === "cjs" ? "script" : "module",
      ecmaFeatures: { globalReturn: language === "cjs", jsx: !/^[mc]?ts$/.test(language) },
    });
    return { text, ast, scopeManager, visitorKeys };
  },
};

/** What ESLint hands a rule: its `SourceCode`, taken by a rule that does nothing else. */
function throughEslint(text: string, language: Language, parser: Linter.Parser | undefined): ParsedFile {
  let taken: ParsedFile | undefined;
  const messages = new Linter().verify(
    text,
    {
      files: ["**/*.*"],
      languageOptions: {
        ecmaVersion: "latest",
        sourceType: language === "cjs" ? "commonjs" : "module",
        globals: { fetch: "readonly", process: "readonly", Buffer: "readonly", require: "readonly" },
        parserOptions: { ecmaFeatures: { jsx: !/^[mc]?ts$/.test(language) } },
        ...(parser === undefined ? {} : { parser }),
      },
      plugins: {
        take: {
          rules: {
            source: {
              create({ sourceCode }: { sourceCode: unknown }) {
                if (isParsedFile(sourceCode)) taken = sourceCode;
                return {};
              },
            },
          },
        },
      },
      rules: { "take/source": "error" },
    },
    `file.${language}`,
  );
  if (taken === undefined)
    throw new Error(`not parsed: ${messages.map(({ message }) => message).join("; ")}`);
  return taken;
}

const isParsedFile = (value: unknown): value is ParsedFile =>
  typeof value === "object" && value !== null && "ast" in value && "scopeManager" in value;

const eslintWithTypeScript: Host = {
  name: "ESLint with @typescript-eslint/parser",
  parse: (text, language) => throughEslint(text, language, typescriptParser),
};

const eslintWithEspree: Host = {
  name: "ESLint with espree",
  parse: (text, language) => throughEslint(text, language, undefined),
};

/** All ways in which a file of that language can reach the detector. */
export const hostsFor = (language: Language): readonly Host[] =>
  isTypeScript(language) ? [bare, eslintWithTypeScript] : [bare, eslintWithTypeScript, eslintWithEspree];
