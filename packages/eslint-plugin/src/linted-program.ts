import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { isComponent, markupOf, programOfFile } from "@kv-envelope/detector";
import type { Expiry } from "@kv-envelope/detector/evidence";
import type { ParsedFile, Program, ProjectFacts, Settings } from "@kv-envelope/detector";
import type { LintedFile } from "./linted-file.js";
import { parseSource } from "./typed/parse-source.js";
import type { TypeInformation } from "./typed/type-information.js";
import { TooMuchToFollow, TypedHost } from "./typed/typed-host.js";
import { typedProgramOf } from "./typed/typed-program.js";

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

/** The linted file, alone or together with what it imports. */
export interface LintedProgram {
  /** `undefined` where type information shows that nothing leads from the file to Telnyx KV. */
  readonly program: Program | undefined;
  readonly file: ParsedFile;
  /** What a ttl becomes by the settings. */
  readonly expiry: Expiry;
  /** How reports call another file. */
  readonly nameOf: (file: ParsedFile) => string;
}

/** What the rules have asked of a file: one pass over it serves them all, as long as they go by the same settings. */
const known = new WeakMap<TSESTree.Program, Map<string, LintedProgram>>();

/**
 * Asks something of the linted file, by itself or, with type information, together with what it imports.
 * @returns `undefined` if a parser came without scope analysis: nothing can be traced then.
 */
export function askProgram<R>(
  context: Context,
  linted: LintedFile,
  ask: (program: LintedProgram) => R,
): R | undefined {
  const { settings, types } = linted;
  if (types !== undefined) {
    try {
      return askOnce(context, linted, types, ask);
    } catch (error) {
      if (!(error instanceof TooMuchToFollow)) throw error;
      // No other rule need try again.
      const byItself = lintedOf(context, linted, undefined);
      if (byItself !== undefined) known.get(context.sourceCode.ast)?.set(keyOf(settings, types), byItself);
    }
  }
  return askOnce(context, linted, undefined, ask);
}

const keyOf = (settings: Settings, types: TypeInformation | undefined): string =>
  `${types === undefined ? "file" : "program"} ${JSON.stringify(settings)}`;

function askOnce<R>(
  context: Context,
  linted: LintedFile,
  types: TypeInformation | undefined,
  ask: (program: LintedProgram) => R,
): R | undefined {
  const program = lintedOf(context, linted, types);
  return program === undefined ? undefined : ask(program);
}

function lintedOf(
  context: Context,
  { settings, facts }: LintedFile,
  types: TypeInformation | undefined,
): LintedProgram | undefined {
  const { text, ast, scopeManager, visitorKeys } = context.sourceCode;
  if (scopeManager === null) return undefined;
  const key = keyOf(settings, types);
  const ofFile = known.get(ast) ?? new Map<string, LintedProgram>();
  known.set(ast, ofFile);
  let linted = ofFile.get(key);
  if (linted === undefined) {
    const markup = isComponent(context.filename) ? { markup: markupOf(text, ast) } : {};
    const file: ParsedFile = { text, ast, scopeManager, visitorKeys, ...markup };
    linted = types === undefined ? alone(file, settings, facts) : together(context, file, settings, types);
    ofFile.set(key, linted);
  }
  return linted;
}

const alone = (file: ParsedFile, settings: Settings, facts: ProjectFacts): LintedProgram => ({
  program: programOfFile(file, settings, facts),
  file,
  expiry: expiryOf(settings),
  nameOf: () => "",
});

const expiryOf = ({ expiry = "envelope" }: Settings): Expiry => expiry;

function together(
  context: Context,
  file: ParsedFile,
  settings: Settings,
  types: TypeInformation,
): LintedProgram {
  const host = new TypedHost(types, file, {
    parse: (source) => parseSource(source, context.languageOptions),
    settings,
    cwd: context.cwd,
  });
  const program = typedProgramOf(types, file, host, settings);
  return { program, file, expiry: expiryOf(settings), nameOf: host.nameOf };
}
