import { noCliExpiryFlags } from "./no-cli-expiry-flags.js";
import { noFloatingEnvelopeWrite } from "./no-floating-envelope-write.js";
import { noVerbatimFields } from "./no-verbatim-fields.js";
import { requireEnvelopeRead } from "./require-envelope-read.js";
import type { RuleDocs } from "./rule.js";
import { validKey } from "./valid-key.js";
import { validTtl } from "./valid-ttl.js";

/** Looser than what the rules are: no private package in the published types, and any ESLint's `Plugin` fits. */
export interface Rule {
  readonly meta: {
    readonly type: "problem" | "suggestion" | "layout";
    readonly hasSuggestions?: boolean;
    readonly docs?: RuleDocs;
  };
  create(context: never): { Program?(ast: object): void; Document?(ast: object): void };
}

const published = <Name extends string>(rules: Record<Name, Rule>): Record<Name, Rule> => rules;

/** The rules by name, without the plugin's prefix. */
export const rules = published({
  "no-cli-expiry-flags": noCliExpiryFlags,
  "no-floating-envelope-write": noFloatingEnvelopeWrite,
  "no-verbatim-fields": noVerbatimFields,
  "require-envelope-read": requireEnvelopeRead,
  "valid-key": validKey,
  "valid-ttl": validTtl,
});
