export type { DeclaredAt } from "./eval/evaluation.js";
export type { DetectOptions, Outcome, Phase, RawRead } from "./repair/outcome.js";
export type { Detection, Finding } from "./rules/detection.js";
export type { DiscoveredHelper } from "./rules/discovered.js";
export type { FloatingWrite } from "./rules/floating-writes.js";
export type { ParsedFile } from "./syntax/parsed-file.js";
export type { ProgramHost, ProjectFacts } from "./kv/program-host.js";
export type { StoreName } from "./kv/stores/store-name.js";
export type { UncheckedRead } from "./rules/unchecked-reads.js";
export type { VerbatimField } from "./kv/operations/fields.js";
export type { WriteKind } from "./kv/operations/raw-writes.js";
export { detect, Program, programOfFile } from "./rules/program.js";
export { applyEdits, sortEdits } from "./syntax/edits.js";
export type { TextEdit } from "./syntax/edits.js";
export { cliMessages, fieldMessages, formatMessage } from "./kv/messages.js";
export type { FieldMessageId } from "./kv/messages.js";
export type { Amount } from "./kv/calls/amount.js";
export type { ExpiryTarget, KvCall, KvExpiry, KvKey, KvOperation } from "./kv/calls/kv-call.js";
export {
  hasEvidence,
  mayHaveCalls,
  mayHaveFindings,
  mayHoldEnvelopes,
  namesField,
} from "./kv/evidence/texts.js";
export type { ModuleFile } from "./syntax/module-host.js";
export type { Exposure, Reach } from "./reach/reach.js";
export { isText } from "./eval/text/static-text.js";
export type { StaticText } from "./eval/text/static-text.js";
export { parseSettings, settingsSchema, SettingsError } from "./kv/settings.js";
export type { DeclaredHelper, Settings } from "./kv/settings.js";
export { DEFAULT_HELPERS_MODULE } from "./kv/vocabulary.js";
