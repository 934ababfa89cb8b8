import type { TSESLint } from "@typescript-eslint/utils";
import { fieldMessages, mayHaveFindings, namesField, serverMessages } from "@kv-envelope/detector";
import type { FieldMessageId, ServerMessageId, Settings } from "@kv-envelope/detector";
import { NOTHING, lintedFileOf } from "../linted-file.js";
import { askProgram } from "../linted-program.js";
import { lookAt } from "../look-at.js";
import type { FileFinding } from "../look-at.js";
import { optionsSchema } from "../settings.js";
import { createRule } from "./rule.js";
import type { RuleContext } from "./rule.js";

type MessageId =
  | FieldMessageId
  | `${ServerMessageId}ByService`
  | "writeEnvelope"
  | "moveToServer"
  | "writeBoth";

/** What the remedies are called where one of them is not to be had. */
const REMEDY = { envelope: "envelope", server: "server expiry", both: "envelope" } as const;

/** What each remedy is called where it is suggested. */
const SUGGESTED = { envelope: "writeEnvelope", server: "moveToServer", both: "writeBoth" } as const;
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
      envelopeField: withReason(fieldMessages.envelopeField),
      multipartBody: withReason(fieldMessages.multipartBody),
      bodyFieldByService: withReason(serverMessages.bodyField),
      spreadFieldByService: withReason(serverMessages.spreadField),
      optionFieldByService: withReason(serverMessages.optionField),
      oldRuntimeOptionByService: withReason(serverMessages.oldRuntimeOption),
      queryFieldByService: withReason(serverMessages.queryField),
      multipartBodyByService: withReason(serverMessages.multipartBody),
      writeEnvelope: "Write an expiry envelope, and adapt its reads in this file{{notes}}.",
      writeBoth:
        "Write an expiry envelope, adapt its reads in this file, and let the service delete what has expired{{notes}}.",
      moveToServer: "Let the service expire the key, where its namespace can{{notes}}.",
    },
  },
  create(context) {
    const file = lintedFileOf(context, context.options[0]);
    // A file that names no field costs no look at its imports.
    if (file.isSilent || !namesField(file.text, file.settings)) return NOTHING;
    if (!file.leadsTo(mayHaveFindings)) return NOTHING;
    return {
      Program() {
        for (const finding of askProgram(context, file, lookAt) ?? []) report(context, finding);
      },
    };
  },
});

function report(context: Context, { fields, repairs }: FileFinding): void {
  const suggest = repairs.flatMap((repair, position) =>
    repair.status === "none" || isRepeated(repairs, position) ? [] : suggestion(repair),
  );
  const [preferred] = repairs;
  const without = suggest.length === 0 ? "suggestion" : REMEDY[preferred?.expiry ?? "envelope"];
  const reason = preferred?.status === "none" ? ` No ${without}: ${preferred.why}.` : "";
  for (const { node, messageId, data } of fields) {
    // What ends an envelope is told of with that remedy alone.
    const id =
      preferred?.expiry === "server" && messageId !== "envelopeField"
        ? (`${messageId}ByService` as const)
        : messageId;
    context.report({ node, messageId: id, data: { ...data, reason }, suggest });
  }
}

/** Whether an earlier remedy makes the same of the write: beside an envelope, a field that is left over just goes. */
const isRepeated = (repairs: FileFinding["repairs"], position: number): boolean =>
  repairs.slice(0, position).some((earlier) => {
    const edits = earlier.status === "none" ? undefined : earlier.edits;
    const repair = repairs[position];
    return repair?.status === "suggested" && JSON.stringify(edits) === JSON.stringify(repair.edits);
  });

/** The same for every field of one write: applying it under any of them repairs the whole write. */
function suggestion({
  notes,
  edits,
  expiry,
}: FileFinding["repairs"][number] & {
  status: "suggested";
}): TSESLint.SuggestionReportDescriptor<MessageId> {
  return {
    messageId: SUGGESTED[expiry],
    data: { notes: notes.map((note) => `; ${note}`).join("") },
    fix: (fixer) => edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text)),
  };
}
