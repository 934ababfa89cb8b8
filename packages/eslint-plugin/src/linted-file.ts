import type { TSESLint } from "@typescript-eslint/utils";
import { namesAnything } from "@kv-envelope/detector";
import type { ProjectFacts, Settings } from "@kv-envelope/detector";
import { projectFactsFor } from "@kv-envelope/project-facts";
import type { Visitor } from "./rules/rule.js";
import { effectiveSettings } from "./settings.js";
import { typeInformationOf } from "./typed/type-information.js";
import type { TypeInformation } from "./typed/type-information.js";
import { reachesEvidence } from "./typed/typed-program.js";

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;
type SourceCode = Readonly<TSESLint.SourceCode>;

/** What a rule visits in a file that has nothing for it. */
export const NOTHING: Visitor = Object.freeze({});

/** A look at a text alone: `mayHaveCalls` and the like. */
type LookAtText = (text: string, settings: Settings, facts: ProjectFacts) => boolean;

/** What the rules know of a linted file before anything in it is looked at. */
export class LintedFile {
  readonly text: string;
  readonly filename: string;
  readonly settings: Settings;
  readonly facts: ProjectFacts;
  /** What typed linting knows of the file, where it is linted so. */
  readonly types: TypeInformation | undefined;
  private readonly namesAnything: boolean;

  constructor(context: Context, settings: Settings) {
    this.text = context.sourceCode.text;
    this.filename = context.filename;
    this.settings = settings;
    this.facts = projectFactsFor(context.filename);
    this.types = typeInformationOf(context);
    this.namesAnything = namesAnything(this.text, settings, this.facts);
  }

  /** Whether it is what the rules know of a file by that name, with those settings. */
  isOf({ filename }: Context, settings: Settings): boolean {
    return this.settings === settings && this.filename === filename;
  }

  /** Whether neither the text nor, with type information, what the file imports can have to do with Telnyx KV. */
  get isSilent(): boolean {
    return !this.namesAnything && this.types === undefined;
  }

  /** Whether a look at the text says yes. */
  says(look: LookAtText): boolean {
    return this.namesAnything && look(this.text, this.settings, this.facts);
  }

  /** The same, or the file leads to another one that names the service. */
  leadsTo(look: LookAtText): boolean {
    return this.says(look) || (this.types !== undefined && reachesEvidence(this.types, this.settings));
  }
}

/** The file that was asked about last: ESLint runs all rules of one before the next, and holds its code as long itself. */
let last: { readonly sourceCode: SourceCode; readonly file: LintedFile } | undefined;

/**
 * The linted file as a rule sees it: found once for all rules that have no options of their own.
 * @param options the rule's own settings
 * @throws {SettingsError} if the shared settings have not their shape.
 */
export function lintedFileOf(context: Context, options: Settings | undefined): LintedFile {
  const settings = effectiveSettings(context.settings, options);
  const { sourceCode } = context;
  // One `SourceCode` may be linted again, as another file or with another configuration.
  if (last?.sourceCode === sourceCode && last.file.isOf(context, settings)) return last.file;
  const file = new LintedFile(context, settings);
  last = { sourceCode, file };
  return file;
}
