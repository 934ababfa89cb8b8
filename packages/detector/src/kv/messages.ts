import type { Expiry } from "./vocabulary.js";

/**
 * What each report says, in one line of an editor: the culprit, what really happens to it, what to do. No version of
 * the service ever interpreted fields in a body, or metadata anywhere; expiry has other ways in (`?ttl_secs=`, newer
 * bindings), so none of these says that KV has no expiry.
 */
export const fieldMessages = {
  bodyField: "Telnyx KV ignores `{{field}}` in a body{{consequence}}. Store an expiry envelope.",
  spreadField:
    "Telnyx KV ignores `{{field}}`, spread into this body{{consequence}}. Store an expiry envelope.",
  optionField: "Telnyx KV drops the option `{{field}}`{{consequence}}. Store an expiry envelope.",
  oldRuntimeOption:
    "@telnyx/edge-runtime {{version}} drops `{{field}}`{{consequence}}. Take 0.2.2, or store an envelope.",
  queryField:
    "Telnyx KV ignores `{{field}}` in a URL{{consequence}}. Name it `ttl_secs`, or store an envelope.",
  envelopeField: "`{{field}}` ends this envelope for its reads alone. Let the service expire the key.",
  multipartBody:
    "Telnyx KV stores form data as text, boundaries included. Send the value, or an expiry envelope.",
} as const;

export type FieldMessageId = keyof typeof fieldMessages;

/** The same where the service is to expire keys: nothing is said of envelopes. */
export const serverMessages = {
  bodyField: "Telnyx KV ignores `{{field}}` in a body{{consequence}}. Let the service expire the key.",
  spreadField:
    "Telnyx KV ignores `{{field}}`, spread into this body{{consequence}}. Let the service expire the key.",
  optionField: "Telnyx KV drops the option `{{field}}`{{consequence}}. Let the service expire the key.",
  oldRuntimeOption:
    "@telnyx/edge-runtime {{version}} drops `{{field}}`{{consequence}}. Take 0.2.2, which honours it.",
  queryField: "Telnyx KV ignores `{{field}}` in a URL{{consequence}}. Name it `ttl_secs`.",
  multipartBody:
    "Telnyx KV stores form data as text, boundaries included. Send the value, and a ttl as `ttl_secs`.",
} as const satisfies Readonly<Record<Exclude<FieldMessageId, "envelopeField">, string>>;

export type ServerMessageId = keyof typeof serverMessages;

/** The messages, by what a ttl becomes. */
const messagesFor = (expiry: Expiry): Readonly<Record<FieldMessageId, string>> =>
  expiry === "server" ? { ...fieldMessages, ...serverMessages } : fieldMessages;

/** The same for flags of `telnyx-edge storage kv key put`. */
export const cliMessages = {
  ttlFlag:
    "`telnyx-edge storage kv key put` documents no `{{flag}}`: no key expires. Store an envelope, or set `serverTtl`.",
  bareTtlFlag:
    "`{{flag}}` takes a duration such as `30s`, `5m` or `1h`: a bare `{{given}}` is the older command line's, which no version honours.",
  expirationFlag:
    "Telnyx KV honours no `{{flag}}`: the key never expires. Store an expiry envelope as the value.",
  metadataFlag:
    "Telnyx KV honours no `{{flag}}`: a key has no metadata. Store it in an envelope, beside the value.",
} as const;

/** Fills a message's `{{name}}` placeholders, as ESLint does. */
export function formatMessage(
  id: FieldMessageId,
  data: Readonly<Record<string, string>>,
  expiry: Expiry,
): string {
  return messagesFor(expiry)[id].replace(/\{\{(\w+)\}\}/g, (whole, name: string) => data[name] ?? whole);
}
