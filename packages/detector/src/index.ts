export type { Detection, Finding, Outcome, ParsedFile, ProjectFacts, RawRead, VerbatimField, WriteKind } from "./api.js";
export { detect } from "./detect.js";
export { applyEdits, sortEdits } from "./edits.js";
export type { TextEdit } from "./edits.js";
export { fieldMessages, formatMessage } from "./messages.js";
export type { FieldMessageId } from "./messages.js";
export { mayHaveFindings } from "./prefilter.js";
export { parseSettings, settingsSchema, SettingsError } from "./settings.js";
export type { DeclaredHelper, Settings } from "./settings.js";
