import { encodeEnvelope } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

type Seconds = number;

const put = (key: string, body: string) => fetch(url(key), { method: "PUT", headers, body }).then(() => {});

/** `put` of a value that is missing once `ttlSeconds` have passed. */
function putWithExpiry(key: string, value: unknown, ttlSeconds?: number | null, options?: { metadata?: unknown }): ReturnType<typeof put> {
  return put(key, encodeEnvelope(value, { ...options, ttlSeconds }));
}

const configured: { ttl: string; most: number | null } = { ttl: "30", most: null };
function ttlFor(kind: string): string {
  return kind === "short" ? "30" : "60";
}

export const ofEither = (ttl: number | string) => putWithExpiry("either", 1, Number(ttl));
export const ofText = (ttl?: string) => putWithExpiry("text", 1, ttl == null ? undefined : Number(ttl));
export const ofCall = (kind: string) => putWithExpiry("call", 1, Number(ttlFor(kind)));
export const ofConfig = () => putWithExpiry("config", 1, Number(configured.ttl));
export const ofNull = () => putWithExpiry("null", 1, configured.most);
export const ofAlias = (ttl: Seconds) => putWithExpiry("alias", 1, ttl);
export const ofAnd = (remember: boolean) => putWithExpiry("and", 1, (remember && 30) || undefined);
export const ofFalse = (remember: boolean) => putWithExpiry("false", 1, (remember ? 30 : false) || undefined);
export const ofUnknown = (ttl: unknown) => putWithExpiry("unknown", 1, ttl as number | undefined);
export const ofMilliseconds = (ms: number) => putWithExpiry("ms", 1, ms / 1000);
export const ofPattern = ({ ttl = 30, meta }: { ttl?: number; meta?: object } = {}) =>
  putWithExpiry("pattern", 1, ttl, { metadata: meta || undefined });
export const ofPositive = (ttl: number | null) => putWithExpiry("positive", 1, ttl !== null && ttl > 0 ? ttl : undefined);
