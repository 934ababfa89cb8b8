const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

type Seconds = number;

const put = (key: string, body: string) => fetch(url(key), { method: "PUT", headers, body }).then(() => {});
const configured: { ttl: string; most: number | null } = { ttl: "30", most: null };
function ttlFor(kind: string): string {
  return kind === "short" ? "30" : "60";
}

export const ofEither = (ttl: number | string) => put("either", JSON.stringify({ value: 1, expiration_ttl: ttl }));
export const ofText = (ttl?: string) => put("text", JSON.stringify({ value: 1, expiration_ttl: ttl }));
export const ofCall = (kind: string) => put("call", JSON.stringify({ value: 1, expiration_ttl: ttlFor(kind) }));
export const ofConfig = () => put("config", JSON.stringify({ value: 1, expiration_ttl: configured.ttl }));
export const ofNull = () => put("null", JSON.stringify({ value: 1, expiration_ttl: configured.most }));
export const ofAlias = (ttl: Seconds) => put("alias", JSON.stringify({ value: 1, expiration_ttl: ttl }));
export const ofAnd = (remember: boolean) => put("and", JSON.stringify({ value: 1, expiration_ttl: remember && 30 }));
export const ofFalse = (remember: boolean) => put("false", JSON.stringify({ value: 1, expiration_ttl: remember ? 30 : false }));
export const ofUnknown = (ttl: unknown) => put("unknown", JSON.stringify({ value: 1, ttl }));
export const ofMilliseconds = (ms: number) => put("ms", JSON.stringify({ value: 1, expiration_ttl: ms / 1000 }));
export const ofPattern = ({ ttl = 30, meta }: { ttl?: number; meta?: object } = {}) =>
  put("pattern", JSON.stringify({ value: 1, expiration_ttl: ttl, ...(meta && { metadata: meta }) }));
export const ofPositive = (ttl: number | null) => put("positive", JSON.stringify({ value: 1, ...(ttl !== null && ttl > 0 ? { expiration_ttl: ttl } : {}) }));
