/**
 * What each report says: the culprit, what really happens to it, what to do. No version of the
 * service ever interpreted fields in a body, or metadata anywhere; expiry has other ways in
 * (`?ttl_secs=`, newer bindings), so none of these says that KV has no expiry.
 */
export const fieldMessages = {
  bodyField:
    "`{{field}}` in the body of a Telnyx KV write is never interpreted: the whole body is stored as the value{{consequence}}. Store an expiry envelope instead.",
  spreadField:
    "This spread puts `{{field}}` into the body of a Telnyx KV write, where it is never interpreted: the whole body is stored as the value{{consequence}}. Store an expiry envelope instead.",
  optionField:
    "`{{field}}` is not an option that Telnyx KV honours: it is dropped{{consequence}}. Store an expiry envelope as the value instead.",
  oldRuntimeOption:
    "`{{field}}` has no effect before @telnyx/edge-runtime 0.2.2, and {{version}} is installed: it is dropped{{consequence}}. Upgrade, or store an expiry envelope.",
  queryField:
    "`{{field}}` in the query of a Telnyx KV key URL is ignored{{consequence}}. The parameter is `ttl_secs`; or store an expiry envelope.",
  multipartBody:
    "Telnyx KV does not read form data: the multipart text itself, boundaries included, becomes the value. Send the value as the body, in an expiry envelope if it must expire.",
} as const;

export type FieldMessageId = keyof typeof fieldMessages;

/** The same for flags of `telnyx-edge storage kv key put`. */
export const cliMessages = {
  ttlFlag:
    '`{{flag}}` is no flag of `telnyx-edge storage kv key put` as the service\'s guide to key expiration has it: the value is stored without it, or not at all, and no key expires by it. Store an expiry envelope as the value; if your CLI and namespace honour it, say so with `serverTtl: ["cli"]`.',
  expirationFlag:
    "`{{flag}}` of `telnyx-edge storage kv key put` is honoured by no version of Telnyx KV, and the key never expires by it. Store an expiry envelope as the value instead.",
  metadataFlag:
    "`{{flag}}` of `telnyx-edge storage kv key put` is honoured by no version of Telnyx KV: a key has no metadata. Store it in an envelope, beside the value.",
} as const;

/** Fills a message's `{{name}}` placeholders, as ESLint does. */
export function formatMessage(id: FieldMessageId, data: Readonly<Record<string, string>>): string {
  return fieldMessages[id].replace(/\{\{(\w+)\}\}/g, (whole, name: string) => data[name] ?? whole);
}
