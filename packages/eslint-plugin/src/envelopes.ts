import type { TSESLint } from "@typescript-eslint/utils";
import { mayHoldEnvelopes } from "@kv-envelope/detector";
import type { Settings } from "@kv-envelope/detector";
import { projectFactsFor } from "@kv-envelope/project-facts";
import { askProgram } from "./linted-program.js";
import type { LintedProgram } from "./linted-program.js";
import type { Visitor } from "./rules/rule.js";
import { effectiveSettings } from "./settings.js";
import { typeInformationOf } from "./typed/type-information.js";
import { reachesEvidence } from "./typed/typed-program.js";

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

/** What a rule visits that goes by the envelopes a file writes or reads; a file that can't have any is not looked at. */
export function visitEnvelopes(
  context: Context,
  options: Settings | undefined,
  look: (linted: LintedProgram) => void,
): Visitor {
  const settings = effectiveSettings(context.settings, options);
  const types = typeInformationOf(context);
  const isEvident = mayHoldEnvelopes(context.sourceCode.text, settings, projectFactsFor(context.filename));
  if (!isEvident && (types === undefined || !reachesEvidence(types, settings))) return {};
  return {
    Program() {
      askProgram(context, settings, types, look);
    },
  };
}
