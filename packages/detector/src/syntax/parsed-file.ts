import type { TSESLint, TSESTree } from "@typescript-eslint/utils";

/** A parsed file, as ESLint's `SourceCode` and `parseForESLint` of @typescript-eslint/parser give it. */
export interface ParsedFile {
  /** The text that `ast` was parsed from, without BOM: node ranges are offsets into it. */
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly scopeManager: TSESLint.Scope.ScopeManager;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  /** Of a component: its text outside of the scripts, which may read what they declare. */
  readonly markup?: string;
  /** Whether each script of a component is a module of its own: those that Astro gives to the browser. */
  readonly areScriptsApart?: boolean;
}
