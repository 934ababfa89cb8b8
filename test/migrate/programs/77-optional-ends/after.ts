import { encodeEnvelope } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const put = (key: string, body: string) => fetch(url(key), { method: "PUT", headers, body }).then(() => {});

/** `put` of a value that is missing once `ttlSeconds` have passed. */
function putWithExpiry(key: string, value: unknown, ttlSeconds?: number | null, options?: { metadata?: unknown }): ReturnType<typeof put> {
  return put(key, encodeEnvelope(value, { ...options, ttlSeconds }));
}

interface Until {
  until?: number;
}
const inSeconds = (end: Date) => Math.floor(end.getTime() / 1000);
const dateIn = (seconds?: number) => (seconds ? new Date(Date.now() + seconds * 1000) : undefined);
function endOf(seconds: number | undefined): number | null {
  return seconds ? inSeconds(new Date(Date.now() + seconds * 1000)) : null;
}

export function ternary(seconds?: number) {
  const end = dateIn(seconds);
  return put("ternary", encodeEnvelope(1, {
    expiresAtMs: end ? inSeconds(end) * 1000 : undefined,
  }));
}
export const called = (seconds?: number) => put("called", encodeEnvelope(1, {
  expiresAtMs: (endOf(seconds) || 0) * 1000 || undefined,
}));
export function spread(seconds?: number) {
  const end = dateIn(seconds);
  return put("spread", encodeEnvelope(1, { expiresAtMs: end ? inSeconds(end) * 1000 : undefined }));
}
export const member = (of?: Until) => put("member", encodeEnvelope(1, {
  expiresAtMs: of?.until ? (of.until + 30) * 1000 : undefined,
}));
export const defaulted = (at = 0) => put("defaulted", encodeEnvelope(1, {
  expiresAtMs: at ? at * 1000 : undefined,
}));
export const nothing = () => put("nothing", encodeEnvelope(1));
export const text = (at?: string) => put("text", encodeEnvelope(1, {
  expiresAtMs: at == null ? undefined : Number(at) * 1000,
}));
export const both = (end: Date, ttl: number) =>
  putWithExpiry("both", 1, ttl);
