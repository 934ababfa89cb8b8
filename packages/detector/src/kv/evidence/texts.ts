import type { ProjectFacts } from "../program-host.js";
import {
  BINDING_METHOD,
  COMMON_TO_EVIDENCE,
  DEFAULT_HELPERS_MODULE,
  EDGE_RUNTIME_MODULE,
  EVIDENCE_TEXTS,
  EXPIRES_AT_FIELD,
  FIELD_TEXTS,
} from "../vocabulary.js";
import type { Settings } from "../settings.js";

/**
 * Whether a file can have a finding at all, from its text alone: it names a verbatim field, and
 * something that is evidence of a Telnyx KV write. Cheap, and never wrong in the "no" (a name
 * spelled with unicode escapes or put together at run time is a known miss).
 * @param facts asked only for a file that names a verbatim field and something called `put`: the names of its bindings are evidence too.
 */
export function mayHaveFindings(
  text: string,
  settings: Settings,
  facts?: Pick<ProjectFacts, "manifestBindings">,
): boolean {
  // Evidence first: it is rare, so that most files cost three searches.
  const isEvident = containsEvidence(text) || containsAny(text, declaredTexts(settings.writers, settings));
  if (!isEvident && (facts === undefined || !text.includes(`.${BINDING_METHOD}`))) return false;
  return namesField(text) && (isEvident || containsAny(text, facts?.manifestBindings() ?? []));
}

/** Whether a file names a verbatim field, so that it can be where one is set. */
export const namesField = (text: string): boolean => containsAny(text, FIELD_TEXTS);

/** Whether a file can make a raw KV write or read by itself, with whatever fields, from its text alone. */
export function hasEvidence(
  text: string,
  settings: Settings,
  facts: Pick<ProjectFacts, "manifestBindings">,
): boolean {
  if (
    containsEvidence(text) ||
    containsAny(text, declaredTexts([...(settings.writers ?? []), ...(settings.readers ?? [])], settings))
  )
    return true;
  return BINDING_CALL.test(text) && containsAny(text, facts.manifestBindings());
}

/** Whether a file can call Telnyx KV or the envelope helpers at all, from its text alone. */
export const mayHaveCalls = (
  text: string,
  settings: Settings,
  facts: Pick<ProjectFacts, "manifestBindings">,
): boolean =>
  namesHelpers(text, settings) ||
  hasEvidence(text, settings, facts) ||
  (BINDING_DELETE.test(text) && containsAny(text, facts.manifestBindings()));

/** Whether a file can read or write envelopes, from its text alone: by what it writes itself, or by what the settings say. */
export function mayHoldEnvelopes(
  text: string,
  settings: Settings,
  facts: Pick<ProjectFacts, "manifestBindings">,
): boolean {
  const { envelopeStores = [] } = settings;
  if (envelopeStores.length === 0 && !text.includes(EXPIRES_AT_FIELD) && !namesHelpers(text, settings))
    return false;
  return mayHaveCalls(text, settings, facts) || containsAny(text, declaredTexts(envelopeStores, settings));
}

const namesHelpers = (text: string, { helpers }: Settings): boolean =>
  text.includes(DEFAULT_HELPERS_MODULE) || (helpers !== undefined && text.includes(helpers.module));

const containsEvidence = (text: string): boolean =>
  text.includes(EDGE_RUNTIME_MODULE) ||
  (text.includes(COMMON_TO_EVIDENCE) && containsAny(text, EVIDENCE_TEXTS));

const containsAny = (text: string, parts: readonly string[]): boolean =>
  parts.some((part) => text.includes(part));

function declaredTexts(helpers: Settings["writers"], settings: Settings): string[] {
  const names = (helpers ?? []).map((helper) => (typeof helper === "string" ? helper : helper.name));
  // Bindings named by a manifest are written through `.put` on an object whose name need not be known here.
  return [...names.map((name) => name.split(".").at(-1) ?? name), ...(settings.kvBindings ?? [])];
}

/** A call of a binding's method, for a look at the text. */
const BINDING_DELETE = /\.delete\b/;
const BINDING_CALL = /\.(?:put|get)\b/;
