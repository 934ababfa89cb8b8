import { EVIDENCE_TEXTS, FIELD_TEXTS } from "./vocabulary.js";
import type { Settings } from "./settings.js";

/**
 * Whether a file can have a finding at all, from its text alone: it names a verbatim field, and
 * something that is evidence of a Telnyx KV write. Cheap, and never wrong in the "no" (a name
 * spelled with unicode escapes or put together at run time is a known miss).
 */
export function mayHaveFindings(text: string, settings: Settings): boolean {
  return containsAny(text, FIELD_TEXTS) && (containsAny(text, EVIDENCE_TEXTS) || containsAny(text, declaredTexts(settings)));
}

const containsAny = (text: string, parts: readonly string[]): boolean => parts.some((part) => text.includes(part));

function declaredTexts(settings: Settings): string[] {
  const writers = (settings.writers ?? []).map((writer) => (typeof writer === "string" ? writer : writer.name));
  // Bindings named by a manifest are written through `.put` on an object whose name need not be known here.
  return [...writers.map((name) => name.split(".").at(-1) ?? name), ...(settings.kvBindings ?? [])];
}
