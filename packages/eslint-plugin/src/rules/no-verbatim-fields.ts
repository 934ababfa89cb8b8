import type { TSESLint } from "@typescript-eslint/utils";
import { fieldMessages, mayHaveFindings, namesField } from "@kv-envelope/detector";
import type { FieldMessageId, Settings } from "@kv-envelope/detector";
import { NOTHING, lintedFileOf } from "../linted-file.js";
import { askProgram } from "../linted-program.js";
import { lookAt } from "../look-at.js";
import type { FileFinding, Repair } from "../look-at.js";
import { optionsSchema } from "../settings.js";
import { createRule } from "./rule.js";
import type { RuleContext } from "./rule.js";

type MessageId = FieldMessageId | "writeEnvelope";
type Options = readonly [Settings?];
type Context = RuleContext<MessageId, Options>;

/** Whoever finds no suggestion under a report reads why in the report itself. */
const withReason = (message: string): string => `${message}{{reason}}`;

export const noVerbatimFields = createRule<MessageId, Options>({
  name: "no-verbatim-fields",
  meta: {
    type: "problem",
    docs: {
      description: "disallow expiry and metadata fields that Telnyx KV stores instead of honouring",
      recommended: true,
    },
    hasSuggestions: true,
    schema: [optionsSchema],
    defaultOptions: [{}],
    messages: {
      bodyField: withReason(fieldMessages.bodyField),
      spreadField: withReason(fieldMessages.spreadField),
      optionField: withReason(fieldMessages.optionField),
      oldRuntimeOption: withReason(fieldMessages.oldRuntimeOption),
      queryField: withReason(fieldMessages.queryField),
      multipartBody: withReason(fieldMessages.multipartBody),
      writeEnvelope: "Write an expiry envelope, and adapt its reads in this file{{notes}}.",
    },
  },
  create(context) {
    const file = lintedFileOf(context, context.options[0]);
    // A file that names no field costs no look at its imports.
    if (file.isSilent || !namesField(file.text) || !file.leadsTo(mayHaveFindings)) return NOTHING;
    return {
      Program() {
        for (const finding of askProgram(context, file, lookAt) ?? []) report(context, finding);
      },
    };
  },
});

function report(context: Context, { fields, repair }: FileFinding): void {
  const reason = repair.status === "none" ? ` No suggestion: ${repair.reason}.` : "";
  const suggest = repair.status === "none" ? [] : [suggestion(repair)];
  for (const { node, messageId, data } of fields) {
    context.report({ node, messageId, data: { ...data, reason }, suggest });
  }
}

/** The same for every field of one write: applying it under any of them repairs the whole write. */
function suggestion({
  notes,
  edits,
}: Repair & { status: "suggested" }): TSESLint.SuggestionReportDescriptor<MessageId> {
  return {
    messageId: "writeEnvelope",
    data: { notes: notes.map((note) => `; ${note}`).join("") },
    fix: (fixer) => edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text)),
  };
}
