// What texts say before anything is parsed. An entry of its own: who finds no evidence need not load the rest.
export {
  hasEvidence,
  mayChangeClients,
  mayHaveCalls,
  mayHaveFindings,
  mayHoldEnvelopes,
  namesAnything,
  namesField,
  wordsOfEvidence,
  typedBindingsIn,
  usesTypedBinding,
} from "./kv/evidence/texts.js";
export { DEFAULT_HELPERS_MODULE, EXPIRIES, MAX_TTL_SECONDS, mayReadOnCommandLine } from "./kv/vocabulary.js";
export type { Expiry } from "./kv/vocabulary.js";
export { COMPONENT_EXTENSIONS, isComponent } from "./syntax/text/component.js";
export { importTexts } from "./syntax/text/import-texts.js";
