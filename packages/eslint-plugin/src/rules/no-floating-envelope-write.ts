import type { TSESLint } from "@typescript-eslint/utils";
import type { FloatingWrite, Settings } from "@kv-envelope/detector";
import { visitEnvelopes } from "../envelopes.js";
import { optionsSchemaWith } from "../settings.js";
import { createRule } from "./rule.js";
import type { RuleContext } from "./rule.js";

type MessageId = "floatingWrite" | "awaitWrite";
type Options = readonly [(Settings & { readonly ignoreVoid?: boolean })?];

export const noFloatingEnvelopeWrite = createRule<MessageId, Options>({
  name: "no-floating-envelope-write",
  meta: {
    type: "problem",
    docs: {
      description: "disallow writes of expiry envelopes to Telnyx KV whose promise nobody handles",
      recommended: true,
    },
    hasSuggestions: true,
    schema: [
      optionsSchemaWith({
        ignoreVoid: {
          description: "Whether a promise that `void` throws away is left alone.",
          type: "boolean",
        },
      }),
    ],
    defaultOptions: [{ ignoreVoid: true }],
    messages: {
      floatingWrite:
        "Nobody waits for this Telnyx KV write: if it fails, the process may end. Await it, return it, or catch it.",
      awaitWrite: "Await the write.",
    },
  },
  create(context) {
    // What is no setting must not make a look at the file of its own.
    const { ignoreVoid = true, ...settings } = context.options[0] ?? {};
    return visitEnvelopes(context, settings, ({ program, file }) => {
      const floating = program?.floatingWrites().filter(({ node }) => program.fileOf(node) === file) ?? [];
      for (const write of floating) if (!(write.isVoid && ignoreVoid)) report(context, write);
    });
  },
});

function report(context: RuleContext<MessageId, Options>, { node, awaiting }: FloatingWrite): void {
  const suggest: TSESLint.SuggestionReportDescriptor<MessageId>[] =
    awaiting === undefined
      ? []
      : [
          {
            messageId: "awaitWrite",
            fix: (fixer) => fixer.insertTextBeforeRange([awaiting.start, awaiting.end], awaiting.text),
          },
        ];
  context.report({ node, messageId: "floatingWrite", suggest });
}
