import type { EvaluationHost } from "../eval/evaluation.js";
import type { ParsedFile } from "../syntax/parsed-file.js";

/** A module of ECMAScript's, or of Node's older kind. */
export type ModuleKind = "module" | "commonjs";

/**
 * What the file itself can't tell. Asked for only when an answer depends on it, so that the
 * caller may read the disk lazily. The detector does no I/O.
 */
export interface ProjectFacts {
  /** The version of `@telnyx/edge-runtime` that resolves from the file, `null` if it can't be known. */
  readonly edgeRuntimeVersion: () => string | null;
  /** The names under `[storage.kv.*]` in the nearest `func.toml`/`telnyx.toml`. */
  readonly manifestBindings: () => readonly string[];
  /** Whether a module specifier of this file leads to a file of that path (from some root, without extension). */
  readonly leadsTo?: (specifier: string, path: string) => boolean;
  /** How Node takes the file's text, by its extension and the nearest `package.json`; `undefined` where that does not tell. */
  readonly moduleKind?: () => ModuleKind | undefined;
  /** Where this file imports the envelope helpers from, by default what the settings say; an error where it can't import them. */
  readonly helpersModule?: () => string | Error | undefined;
  /** Whether a module specifier of this file leads to a file that the codemod has written the envelope helpers into. */
  readonly hasHelpers?: (specifier: string) => boolean;
}

/** How the files that are looked at together are found and what surrounds them. The detector does no I/O. */
export interface ProgramHost extends EvaluationHost {
  readonly factsOf: (file: ParsedFile) => ProjectFacts;
  /** The names that the types of the program give to bindings, `S` of `{ S: KvNamespace }`: where one is used, TypeScript is asked. */
  readonly typedBindings?: () => readonly string[];
  /** What to call a file in a reason; `undefined` where only one file is looked at. */
  readonly nameOf?: (file: ParsedFile) => string;
}
