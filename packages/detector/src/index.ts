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
export { detect, Program, programOfFile } from "./detect.js";
export { applyEdits, sortEdits } from "./edits.js";
export type { TextEdit } from "./edits.js";
export { cliMessages, fieldMessages, formatMessage } from "./messages.js";
export type { FieldMessageId } from "./messages.js";
export type { Amount } from "./kv-calls/amount.js";
export type { ExpiryTarget, KvCall, KvExpiry, KvKey, KvOperation } from "./kv-calls/kv-call.js";
export { hasEvidence, mayHaveCalls, mayHaveFindings, mayHoldEnvelopes, namesField } from "./prefilter.js";
export type { ModuleFile } from "./modules.js";
export type { Exposure, Reach } from "./reach/reach.js";
export { isText } from "./static-text.js";
export type { StaticText } from "./static-text.js";
export { parseSettings, settingsSchema, SettingsError } from "./settings.js";
export type { DeclaredHelper, Settings } from "./settings.js";
export { DEFAULT_HELPERS_MODULE } from "./vocabulary.js";
