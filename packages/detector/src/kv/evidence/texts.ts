import type { ProjectFacts } from "../program-host.js";
import {
  BINDING_TYPE,
  COMMON_TO_EVIDENCE,
  COMMON_TO_IMPORTS,
  COMMON_TO_VENDOR,
  DEFAULT_HELPERS_MODULE,
  EDGE_RUNTIME_MODULE,
  EXPIRES_AT_FIELD,
  FIELD_TEXTS,
  PUT_WITH_EXPIRY,
  QUICK_START_WRITER,
  SDK_RESOURCE_TYPES,
  STORES_MODULE,
} from "../vocabulary.js";
import { namesResource } from "./resource-name.js";
import type { Settings } from "../settings.js";

/**
 * Whether a text has any of the words that the looks below, and the one for commands, turn on: where it has none, each
 * of them says no. Two searches, for most files, in place of one look for each rule.
 */
export const namesAnything = (
  text: string,
  settings: Settings,
  facts: Pick<ProjectFacts, "manifestBindings">,
): boolean =>
  text.includes(COMMON_TO_EVIDENCE) ||
  text.includes(COMMON_TO_VENDOR) ||
  containsAny(text, namesInSettings(settings)) ||
  usesBinding(text, facts, BINDING_METHOD);

/**
 * Whether a file can have a finding at all, from its text alone: it names a verbatim field, and
 * something that is evidence of a Telnyx KV write. Cheap, and never wrong in the "no" (a name
 * spelled with escapes or put together at run time is a known miss).
 * @param facts asked only for a file that names a verbatim field and something called `put`: the names of its bindings are evidence too.
 */
export function mayHaveFindings(
  text: string,
  settings: Settings,
  facts?: Pick<ProjectFacts, "manifestBindings">,
): boolean {
  // Evidence first: it is rare, so that most files cost two searches.
  const isEvident =
    containsEvidence(text, settings) || containsAny(text, declaredTexts(settings.writers, settings));
  if (!namesField(text, settings)) return false;
  return isEvident || (BINDING_WRITE.test(text) && containsAny(text, facts?.manifestBindings() ?? []));
}

/** Whether a file names a verbatim field, so that it can be where one is set. */
export const namesField = (text: string, { envelopes }: Settings): boolean =>
  containsAny(text, FIELD_TEXTS) || (envelopes === true && text.includes(PUT_WITH_EXPIRY));

/** Whether a file can make a raw KV write or read by itself, with whatever fields, from its text alone. */
export const hasEvidence = (
  text: string,
  settings: Settings,
  facts: Pick<ProjectFacts, "manifestBindings">,
): boolean =>
  containsEvidence(text, settings) ||
  containsAny(text, declaredHelpers(settings)) ||
  usesBinding(text, facts, BINDING_CALL);

/** The names that a text's types give to bindings: `S` and `CACHE` of `{ S: KvNamespace; CACHE?: rt.KvNamespace }`. */
export const typedBindingsIn = (text: string): readonly string[] =>
  text.includes(BINDING_TYPE) && !declaresOtherType(text)
    ? [...text.matchAll(TYPED_BINDING)].flatMap(([, name]) => name ?? [])
    : [];

const TYPED_BINDING = new RegExp(`([\\w$]+)[?!]?\\s*:\\s*(?:[\\w$]+\\.)?${BINDING_TYPE}\\b`, "g");

/**
 * Whether a text has a type of its own by the name of the runtime's, which is none of a binding's: what the REST API
 * tells of a namespace is called the same, `interface KvNamespace { id: string }`. It ends at a brace in the first
 * column, or later.
 */
function declaresOtherType(text: string): boolean {
  const declared = OWN_BINDING_TYPE.exec(text);
  if (declared === null || text.includes(EDGE_RUNTIME_MODULE)) return false;
  const rest = text.slice(declared.index);
  const end = rest.search(/^\}/m);
  return !BINDING_CALL.test(end === -1 ? rest : rest.slice(0, end));
}

const OWN_BINDING_TYPE = new RegExp(
  `\\b(?:interface\\s+${BINDING_TYPE}|type\\s+${BINDING_TYPE}\\s*=)\\s*\\{`,
);

/** Whether a text uses a binding by one of some names, whole ones, and calls a method of one. */
export function usesTypedBinding(text: string, names: readonly string[]): boolean {
  if (!containsAny(text, names) || !BINDING_CALL.test(text)) return false;
  const words = new Set(text.match(WORD));
  return names.some((name) => words.has(name));
}

const WORD = /[\w$]+/g;

/** Words of which every text that {@link hasEvidence} says yes to has one, beside the names of a manifest's bindings. */
export const wordsOfEvidence = (settings: Settings): readonly string[] => [
  COMMON_TO_EVIDENCE,
  COMMON_TO_IMPORTS,
  ...declaredHelpers(settings),
  ...(settings.envelopes === true ? [STORES_MODULE] : []),
];

/** Whether a file can call Telnyx KV or the envelope helpers at all, from its text alone. */
export const mayHaveCalls = (
  text: string,
  settings: Settings,
  facts: Pick<ProjectFacts, "manifestBindings">,
): boolean =>
  namesHelpers(text, settings) ||
  hasEvidence(text, settings, facts) ||
  usesBinding(text, facts, BINDING_DELETE);

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

/** Whether a text names the service without the help of settings: each look behind the first two is rare. */
const containsEvidence = (text: string, { envelopes }: Settings): boolean =>
  (text.includes(COMMON_TO_EVIDENCE) && (namesResource(text) || namesQuickStart(text))) ||
  // What our stores write is asked for then: `putWithExpiry(restStore({ … }), key, value, 60)`.
  (envelopes === true && text.includes(STORES_MODULE)) ||
  (text.includes(COMMON_TO_IMPORTS) && (text.includes(EDGE_RUNTIME_MODULE) || SDK_TYPE.test(text)));

const namesQuickStart = (text: string): boolean =>
  text.includes(QUICK_START_WRITER) && QUICK_START_NAME.test(text);

/** The whole name: `kvPutWithTTL` is anybody's. */
const QUICK_START_NAME = new RegExp(`(?<![\\w$])${QUICK_START_WRITER}(?![\\w$])`);

const containsAny = (text: string, parts: readonly string[]): boolean =>
  parts.some((part) => text.includes(part));

const declaredHelpers = (settings: Settings): string[] =>
  declaredTexts([...(settings.writers ?? []), ...(settings.readers ?? [])], settings);

const knownNames = new WeakMap<Settings, readonly string[]>();

/** Kept, as each file is asked about by the same settings. */
function namesInSettings(settings: Settings): readonly string[] {
  const known = knownNames.get(settings);
  if (known !== undefined) return known;
  const names = [
    ...declaredHelpers(settings),
    ...declaredTexts(settings.envelopeStores, settings),
    ...(settings.helpers === undefined ? [] : [settings.helpers.module]),
  ];
  knownNames.set(settings, names);
  return names;
}

function declaredTexts(helpers: Settings["writers"], settings: Settings): string[] {
  const names = (helpers ?? []).map((helper) => (typeof helper === "string" ? helper : helper.name));
  // Bindings named by a manifest are written through `.put` on an object whose name need not be known here.
  return [...names.map((name) => name.split(".").at(-1) ?? name), ...(settings.kvBindings ?? [])];
}

/** Whether a text names a binding of the manifest and a method of one: that first, as the manifest is looked for on the disk. */
function usesBinding(text: string, facts: Pick<ProjectFacts, "manifestBindings">, method: RegExp): boolean {
  return method.test(text) && containsAny(text, facts.manifestBindings());
}

/** A binding's methods, also taken from it: `const { put } = env.SESSIONS`. */
const BINDING_WRITE = /\bput\b/;
const BINDING_CALL = /\b(?:put|get)\b/;
const BINDING_DELETE = /\bdelete\b/;
/** Any of those above. */
const BINDING_METHOD = /\b(?:put|get|delete)\b/;
/** A type of the SDK's resources, whose methods can be called with no more than a parameter's own name before them. */
const SDK_TYPE = new RegExp(`\\b(?:${[...SDK_RESOURCE_TYPES.keys()].join("|")})\\b`);

/** Whether a file may change a client that it did not make, from its text alone: `api.interceptors`, `axios.defaults`. */
export const mayChangeClients = (text: string): boolean =>
  /\.interceptors\b|\bHttpModule\b|\.defaults\.(?:transform|responseType|adapter|transitional|parseReviver)/.test(
    text,
  );
