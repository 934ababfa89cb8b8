import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { mayHaveCalls } from "@kv-envelope/detector";
import type { KvCall, Settings } from "@kv-envelope/detector";
import { NOTHING, lintedFileOf } from "./linted-file.js";
import { askProgram } from "./linted-program.js";
import type { Visitor } from "./rules/rule.js";

type Context = Readonly<TSESLint.RuleContext<string, readonly [Settings?]>>;

/** The calls of Telnyx KV and of the envelope helpers that a file makes or leads to. */
export interface FileCalls {
  readonly calls: readonly KvCall[];
  /** Whether a node stands in the linted file: what is handed in may be written in another one. */
  readonly isHere: (node: TSESTree.Node) => boolean;
}

/** What a rule visits that goes by the KV calls of a file; a file that can't have any is not looked at. */
export function visitCalls(context: Context, look: (calls: FileCalls) => void): Visitor {
  const linted = lintedFileOf(context, context.options[0]);
  if (linted.isSilent || !linted.leadsTo(mayHaveCalls)) return NOTHING;
  return {
    Program() {
      const found = askProgram(context, linted, ({ program, file }): FileCalls | undefined =>
        program === undefined
          ? undefined
          : { calls: program.calls(), isHere: (node) => program.fileOf(node) === file },
      );
      if (found !== undefined) look(found);
    },
  };
}
