import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { mayHaveCalls } from "@kv-envelope/detector";
import type { KvCall, Settings } from "@kv-envelope/detector";
import { projectFactsFor } from "@kv-envelope/project-facts";
import { askProgram } from "./linted-program.js";
import type { Visitor } from "./rules/rule.js";
import { effectiveSettings } from "./settings.js";
import { typeInformationOf } from "./typed/type-information.js";
import { reachesEvidence } from "./typed/typed-program.js";

type Context = Readonly<TSESLint.RuleContext<string, readonly [Settings?]>>;

/** The calls of Telnyx KV and of the envelope helpers that a file makes or leads to. */
export interface FileCalls {
  readonly calls: readonly KvCall[];
  /** Whether a node stands in the linted file: what is handed in may be written in another one. */
  readonly isHere: (node: TSESTree.Node) => boolean;
}

/** What a rule visits that goes by the KV calls of a file; a file that can't have any is not looked at. */
export function visitCalls(context: Context, look: (calls: FileCalls) => void): Visitor {
  const settings = effectiveSettings(context.settings, context.options[0]);
  const types = typeInformationOf(context);
  const isEvident = mayHaveCalls(context.sourceCode.text, settings, projectFactsFor(context.filename));
  if (!isEvident && (types === undefined || !reachesEvidence(types, settings))) return {};
  return {
    Program() {
      const found = askProgram(context, settings, types, ({ program, file }): FileCalls | undefined =>
        program === undefined
          ? undefined
          : { calls: program.calls(), isHere: (node) => program.fileOf(node) === file },
      );
      if (found !== undefined) look(found);
    },
  };
}
