import type { TSESLint } from "@typescript-eslint/utils";
import { mayHoldEnvelopes } from "@kv-envelope/detector";
import type { Settings } from "@kv-envelope/detector";
import { NOTHING, lintedFileOf } from "./linted-file.js";
import { askProgram } from "./linted-program.js";
import type { LintedProgram } from "./linted-program.js";
import type { Visitor } from "./rules/rule.js";

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

/** What a rule visits that goes by the envelopes a file writes or reads; a file that can't have any is not looked at. */
export function visitEnvelopes(
  context: Context,
  options: Settings | undefined,
  look: (linted: LintedProgram) => void,
): Visitor {
  const file = lintedFileOf(context, options);
  if (file.isSilent || !file.leadsTo(mayHoldEnvelopes)) return NOTHING;
  return {
    Program() {
      askProgram(context, file, look);
    },
  };
}
