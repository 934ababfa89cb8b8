import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { Settings, StaticText } from "@kv-envelope/detector";
import { MAX_KEY_LENGTH, OLD_SEPARATOR, SEPARATOR, faultsOfKey } from "../key-faults.js";
import type { KeyFault, WrittenText } from "../key-faults.js";
import { visitCalls } from "../kv-calls.js";
import type { FileCalls } from "../kv-calls.js";
import { optionsSchema } from "../settings.js";
import { locationOfText, spotOfText } from "../text-spots.js";
import type { Spot } from "../text-spots.js";
import { createRule } from "./rule.js";
import type { RuleContext } from "./rule.js";

type MessageId = "characters" | "length" | "reserved" | "empty" | "separator";
type Options = readonly [Settings?];

export const validKey = createRule<MessageId, Options>({
  name: "valid-key",
  meta: {
    type: "problem",
    docs: {
      description: "disallow keys that Telnyx KV refuses",
      recommended: true,
    },
    hasSuggestions: true,
    schema: [optionsSchema],
    defaultOptions: [{}],
    messages: {
      characters:
        "Telnyx KV refuses a key with {{characters}}, encoded too: {{hint}}keys are made of `a-zA-Z0-9-_/=.`.",
      length: `This key has at least {{length}} characters, and Telnyx KV refuses more than ${MAX_KEY_LENGTH}: shorten it.`,
      reserved: "Telnyx KV keeps keys that begin with `_` for itself: begin it with another character.",
      empty: "Telnyx KV has no empty key: give it a name.",
      separator: `Write \`${SEPARATOR}\` for \`${OLD_SEPARATOR}\`; stored entries keep the old key: change its reads and deletes too.`,
    },
  },
  create(context) {
    return visitCalls(context, (calls) => {
      lookAtKeys(context, calls);
    });
  },
});

function lookAtKeys(context: RuleContext<MessageId, Options>, { calls, isHere }: FileCalls): void {
  const reported = new Set<string>();
  const isNew = (node: TSESTree.Node, kind: string): boolean => {
    const id = `${kind} ${node.range.join(" ")}`;
    if (!isHere(node) || reported.has(id)) return false;
    reported.add(id);
    return true;
  };
  for (const fault of calls.flatMap(({ keys }) => keys.flatMap(faultsOfKey))) {
    if (fault.kind === "characters") reportCharacters(fault);
    else if (isNew(fault.text.source.node, fault.kind)) {
      const data = fault.kind === "length" ? { length: String(fault.length) } : {};
      context.report({ loc: locationOf(fault.text), messageId: fault.kind, data });
    }
  }

  function reportCharacters({ characters, texts }: KeyFault & { kind: "characters" }): void {
    const isOld = characters.every((character) => character === OLD_SEPARATOR);
    const data = {
      characters: characters.map((character) => `\`${character}\``).join(", "),
      hint: isOld ? `write \`${SEPARATOR}\`, ` : "",
    };
    const spots = isOld
      ? texts.map((text) =>
          isHere(text.source.node) && !hasEscapes(text)
            ? spotOfText(context.sourceCode.text, text)
            : undefined,
        )
      : [];
    const suggest =
      spots.length > 0 && spots.every((spot) => spot !== undefined) ? [separatorSuggestion(spots)] : [];
    for (const [holder, held] of byHolder(texts)) {
      const [first] = held;
      const last = held.at(-1);
      if (first === undefined || last === undefined || !isNew(holder, "characters")) continue;
      context.report({
        loc: { start: locationOf(first).start, end: locationOf(last).end },
        messageId: "characters",
        data,
        suggest,
      });
    }
  }

  function locationOf(text: WrittenText): TSESTree.SourceLocation {
    return locationOfText(context.sourceCode, text, text.source.node);
  }
}

/** Whether a text may have its `:` percent-encoded. */
const hasEscapes = ({ text }: StaticText): boolean => text.includes("%");

/** The same under every part of one key: half a key with `/` would be neither the old nor the new one. */
const separatorSuggestion = (spots: readonly Spot[]): TSESLint.SuggestionReportDescriptor<MessageId> => ({
  messageId: "separator",
  fix: (fixer) => {
    const unique = new Map(spots.map((spot) => [spot.start, spot]));
    return [...unique.values()].map(({ start, end, text }) =>
      fixer.replaceTextRange([start, end], text.replaceAll(OLD_SEPARATOR, SEPARATOR)),
    );
  },
});

/** Texts by the literal that they are or the template that they are parts of, each in source order. */
function byHolder(texts: readonly WrittenText[]): Map<TSESTree.Node, WrittenText[]> {
  const grouped = new Map<TSESTree.Node, WrittenText[]>();
  for (const text of texts.toSorted(
    (a, b) => a.source.node.range[0] - b.source.node.range[0] || a.source.start - b.source.start,
  )) {
    const { node } = text.source;
    const holder = node.type === "TemplateElement" ? node.parent : node;
    grouped.set(holder, [...(grouped.get(holder) ?? []), text]);
  }
  return grouped;
}
