import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { detect, fieldMessages, mayHaveFindings } from "@kv-envelope/detector";
import type { Detection, FieldMessageId, Finding, ParsedFile, Settings, TextEdit } from "@kv-envelope/detector";
import { projectFactsFor } from "@kv-envelope/project-facts";
import { docsUrl } from "../package-info.js";
import { effectiveSettings, optionsSchema } from "../settings.js";

type MessageId = FieldMessageId | "writeEnvelope";
type Options = readonly [Settings?];
type Visitor = { Program?: (ast: TSESTree.Program) => void };
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

/** Whoever finds no suggestion under a report reads why in the report itself. */
const withReason = (message: string): string => `${message}{{reason}}`;

export const noVerbatimFields: TSESLint.RuleModule<MessageId, Options, { recommended: true }, Visitor> = {
  meta: {
    type: "problem",
    docs: {
      description: "disallow expiry and metadata fields that Telnyx KV stores instead of honouring",
      recommended: true,
      url: docsUrl("no-verbatim-fields"),
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
    const { sourceCode } = context;
    const settings = effectiveSettings(context.settings, context.options[0]);
    const facts = projectFactsFor(context.filename);
    if (!mayHaveFindings(sourceCode.text, settings, facts)) return {};
    return {
      Program(ast) {
        const { text, scopeManager, visitorKeys } = sourceCode;
        // A parser may come without scope analysis; nothing can be traced then.
        if (scopeManager === null) return;
        const file = { text, ast, scopeManager, visitorKeys };
        const detection = detect(file, settings, facts);
        for (const finding of detection.findings) reportFinding(context, file, finding, detection);
      },
    };
  },
};

function reportFinding(context: Context, file: ParsedFile, finding: Finding, detection: Detection): void {
  const { outcome } = finding;
  const reason = outcome.status === "left" ? ` No suggestion: ${outcome.reason}.` : "";
  const suggest = outcome.status === "left" ? [] : [suggestion(outcome.notes, once(() => detection.rewrite([finding]).get(file) ?? []))];
  for (const { node, messageId, data } of finding.fields) {
    context.report({ node, messageId, data: { ...data, reason }, suggest });
  }
}

/** The same for every field of one write: applying it under any of them repairs the whole write. */
function suggestion(
  notes: readonly string[],
  edits: () => readonly TextEdit[],
): TSESLint.SuggestionReportDescriptor<MessageId> {
  return {
    messageId: "writeEnvelope",
    data: { notes: notes.map((note) => `; ${note}`).join("") },
    fix: (fixer) => edits().map(({ start, end, text }) => fixer.replaceTextRange([start, end], text)),
  };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}
