import type { TSESLint } from "@typescript-eslint/utils";
import type { KvExpiry, Settings } from "@kv-envelope/detector";
import { visitCalls } from "../kv-calls.js";
import type { FileCalls } from "../kv-calls.js";
import { optionsSchema } from "../settings.js";
import { faultOf } from "../ttl-faults.js";
import type { FaultyExpiry, TtlFault } from "../ttl-faults.js";
import { replacementFor } from "../ttl-units.js";
import { locationOfText } from "../text-spots.js";
import { createRule } from "./rule.js";
import type { RuleContext } from "./rule.js";

type MessageId = TtlFault | "writeInstead";
type Options = readonly [Settings?];

const SECONDS = "`{{name}}` takes whole seconds";

export const validTtl = createRule<MessageId, Options>({
  name: "valid-ttl",
  meta: {
    type: "problem",
    docs: {
      description: "require a ttl in whole seconds of at least 1, and ends in epoch milliseconds",
      recommended: true,
    },
    hasSuggestions: true,
    schema: [optionsSchema],
    defaultOptions: [{}],
    messages: {
      milliseconds: `\`{{name}}\` takes seconds, and {{given}} is in milliseconds: {{consequence}}.`,
      instant: `\`{{name}}\` takes seconds, and {{given}} is a point in time: {{consequence}}.`,
      notPositive: `{{rule}}, and {{given}} is not above 0: {{consequence}}.`,
      fraction: `${SECONDS}, and {{given}} is a fraction: {{consequence}}.`,
      unrounded: `${SECONDS}, and {{given}} is not rounded: for a fraction {{consequence}}.`,
      notFinite: `{{rule}}, and {{given}} is no number of them: {{consequence}}.`,
      text: `{{rule}}, and {{given}} is text: {{consequence}}.`,
      tooLarge: `${SECONDS}, and {{given}} is too large: {{consequence}}.`,
      epochSeconds: "`{{name}}` takes epoch milliseconds, and {{given}} is in seconds: {{consequence}}.",
      writeInstead: "Write `{{text}}`, which is in {{unit}}.",
    },
  },
  create(context) {
    return visitCalls(context, (calls) => {
      lookAtExpiries(context, calls);
    });
  },
});

function lookAtExpiries(context: RuleContext<MessageId, Options>, { calls, isHere }: FileCalls): void {
  const reported = new Set<string>();
  for (const expiry of calls.flatMap(({ expiries }) => expiries)) {
    const faulty = isHere(expiry.node) ? faultOf(expiry) : undefined;
    const id = expiry.node.range.join(" ");
    if (faulty === undefined || reported.has(id)) continue;
    reported.add(id);
    report(context, expiry, faulty);
  }
}

function report(context: RuleContext<MessageId, Options>, expiry: KvExpiry, faulty: FaultyExpiry): void {
  const { node, name, measure } = expiry;
  const { fault, consequence } = faulty;
  const isSpan = measure === "ttlSeconds";
  const rule = isSpan ? SECONDS.replace("{{name}}", name) : `\`${name}\` takes epoch milliseconds`;
  const text = replacementFor(context.sourceCode, expiry, faulty);
  const data = { name, rule, given: givenIn(context, expiry, faulty), consequence };
  const loc = expiry.text === undefined ? node.loc : locationOfText(context.sourceCode, expiry.text, node);
  context.report({
    node,
    loc,
    messageId: fault,
    data,
    suggest: text === undefined ? [] : [writeInstead(expiry, text, isSpan)],
  });
}

const writeInstead = (
  { node }: KvExpiry,
  text: string,
  isSpan: boolean,
): TSESLint.SuggestionReportDescriptor<MessageId> => ({
  messageId: "writeInstead",
  data: { text, unit: isSpan ? "seconds" : "epoch milliseconds" },
  fix: (fixer) => fixer.replaceText(node, text),
});

/** What is given, as the source has it; of a URL only the parameter. */
const givenIn = (
  { sourceCode }: RuleContext<MessageId, Options>,
  { node, name, target }: KvExpiry,
  { amount }: FaultyExpiry,
): string =>
  target === "rest" &&
  (node.type === "TemplateElement" || (node.type === "Literal" && typeof node.value === "string"))
    ? `\`${name}=${amount.value ?? ""}\``
    : shown(sourceCode.getText(node));

/** So that a message stays a line. */
const MAX_SHOWN = 27;

/** An expression as a message shows it. */
function shown(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return `\`${line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN)}…` : line}\``;
}
