import type { TSESLint } from "@typescript-eslint/utils";
import type * as ts from "typescript";

/** What typed linting knows of the linted file. Of TypeScript itself only types are imported: the user's may be another version, and loading it takes long. */
export interface TypeInformation {
  readonly program: ts.Program;
  /** The linted file as TypeScript sees it. */
  readonly source: ts.SourceFile;
}

/** Where the linted file is linted with type information, that; asked of the parser's services directly, as the usual way throws where there is none. */
export function typeInformationOf({
  sourceCode,
  filename,
}: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>): TypeInformation | undefined {
  const program = sourceCode.parserServices?.program;
  const source = program?.getSourceFile(filename);
  return program === null || program === undefined || source === undefined ? undefined : { program, source };
}
