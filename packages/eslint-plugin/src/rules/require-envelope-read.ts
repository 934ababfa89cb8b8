import type { Settings, UncheckedRead } from "@kv-envelope/detector";
import { visitEnvelopes } from "../envelopes.js";
import { uncheckedReadsIn } from "../look-at.js";
import type { Repair } from "../look-at.js";
import { optionsSchema } from "../settings.js";
import { createRule } from "./rule.js";
import type { RuleContext } from "./rule.js";

type MessageId = "uncheckedRead" | "readEnvelope";
type Options = readonly [Settings?];

export const requireEnvelopeRead = createRule<MessageId, Options>({
  name: "require-envelope-read",
  meta: {
    type: "problem",
    docs: {
      description: "require reads of a Telnyx KV store that holds expiry envelopes to look at their expiry",
      recommended: true,
    },
    hasSuggestions: true,
    schema: [optionsSchema],
    defaultOptions: [{}],
    messages: {
      uncheckedRead:
        "Takes {{members}} of a Telnyx KV envelope that may have expired. Read it with a helper that checks.{{reason}}",
      readEnvelope: "Take the value out of its envelope here; an expired one counts as missing{{notes}}.",
    },
  },
  create(context) {
    return visitEnvelopes(context, context.options[0], (linted) => {
      for (const { read, repair } of uncheckedReadsIn(linted)) report(context, read, repair);
    });
  },
});

function report(
  context: RuleContext<MessageId, Options>,
  { node, members }: UncheckedRead,
  repair: Repair,
): void {
  const data = {
    members: members.map((member) => `\`${member}\``).join(", "),
    reason: repair.status === "none" ? ` No suggestion: ${repair.why}.` : "",
  };
  if (repair.status === "none") return context.report({ node, messageId: "uncheckedRead", data });
  const { edits, notes } = repair;
  context.report({
    node,
    messageId: "uncheckedRead",
    data,
    suggest: [
      {
        messageId: "readEnvelope",
        data: { notes: notes.map((note) => `; ${note}`).join("") },
        fix: (fixer) => edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text)),
      },
    ],
  });
}
