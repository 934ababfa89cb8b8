export type {
  DeclaredAt,
  DetectOptions,
  Detection,
  DiscoveredHelper,
  Finding,
  FloatingWrite,
  Outcome,
  ParsedFile,
  Phase,
  ProgramHost,
  ProjectFacts,
  RawRead,
  StoreName,
  UncheckedRead,
  VerbatimField,
  WriteKind,
} from "./api.js";
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
export type { ModuleFile } from "./syntax/modules.js";
export type { Exposure, Reach } from "./reach/reach.js";
export { isText } from "./eval/text/static-text.js";
export type { StaticText } from "./eval/text/static-text.js";
export { parseSettings, settingsSchema, SettingsError } from "./kv/settings.js";
export type { DeclaredHelper, Settings } from "./kv/settings.js";
export { DEFAULT_HELPERS_MODULE } from "./kv/vocabulary.js";
