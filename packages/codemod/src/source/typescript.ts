import type { ts } from "@ts-morph/common";
import { codeOf } from "./component.js";
import { requireLazily } from "./require.js";

/**
 * The TypeScript API: the copy that ts-morph brings and the parser uses, so that there is one to install and to load. No
 * other version can get in its place, whatever the user's program is compiled with: TypeScript 7 has no such API.
 */
export type TypeScript = typeof ts;

/** Where it is. By ts-morph's own name for it, another 4 MB would be loaded with it. */
export const TYPESCRIPT = "@ts-morph/common/dist/typescript.js";

const isTypeScript = (value: unknown): value is TypeScript =>
  typeof value === "object" && value !== null && "createProgram" in value;

/** TypeScript, loaded only when something needs it; the parser has loaded it by then. */
export function loadTypeScript(): TypeScript {
  const loaded = requireLazily(TYPESCRIPT);
  if (!isTypeScript(loaded)) throw new Error(`${TYPESCRIPT} is not the version that this package needs`);
  return loaded;
}

/** How many things are wrong with a text's syntax, by TypeScript's own rules for a file of that name. */
export function countSyntaxErrors(ts: TypeScript, text: string, fileName: string): number {
  // A program of this one file and nothing else: its API is the public way to the syntactic diagnostics.
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest);
  const host = {
    ...inertHost,
    getSourceFile: (name: string) => (name === fileName ? source : undefined),
    fileExists: (name: string) => name === fileName,
    readFile: (name: string) => (name === fileName ? text : undefined),
  };
  const options = {
    allowJs: true,
    noResolve: true,
    noLib: true,
    types: [],
    target: ts.ScriptTarget.Latest,
    jsx: ts.JsxEmit.Preserve,
  };
  return ts.createProgram([fileName], options, host).getSyntacticDiagnostics(source).length;
}

const inertHost = {
  getDefaultLibFileName: () => "lib.d.ts",
  writeFile: () => undefined,
  getCurrentDirectory: () => "",
  getCanonicalFileName: (name: string) => name,
  useCaseSensitiveFileNames: () => true,
  getNewLine: () => "\n",
};

/** The module specifiers that a source imports or requires. */
export const importedModules = (ts: TypeScript, text: string, fileName: string): string[] =>
  ts.preProcessFile(codeOf(text, fileName, true).text, true, true).importedFiles.map((each) => each.fileName);
