import { encodeEnvelope } from "@kv-envelope/runtime";

const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const put = (key, body) => fetch(url(key), { method: "PUT", headers, body }).then(() => {});

/** `put` of a value that is missing once `ttlSeconds` have passed. */
function putWithExpiry(key, value, ttlSeconds, options) {
  return put(key, encodeEnvelope(value, { ...options, ttlSeconds }));
}

const { SHORT, LONG: forLong = "90" } = process.env;
const SECONDS = { short: 30, never: 0 };

export const unset = () => putWithExpiry("unset", 1, process.env.UNSET ? Number(process.env.UNSET) : undefined);
export const destructured = () => putWithExpiry("destructured", 1, SHORT ? Number(SHORT) : undefined);
export const defaulted = () => putWithExpiry("defaulted", 1, forLong ? Number(forLong) : undefined);
export const asNumber = () => putWithExpiry("as-number", 1, Number(process.env.UNSET) || undefined);
export const either = () => putWithExpiry("either", 1, Number(process.env.UNSET || 30));
export const inQuery = (to) => putWithExpiry("in-query", 1, Number(new URL(to).searchParams.get("ttl")) || undefined);
export const fixed = (ttl) => putWithExpiry("fixed", 1, Number(ttl.toFixed(0)));
export const written = (ttl) => putWithExpiry("written", 1, Number(`${ttl}`) || undefined);
export const inTable = (kind) => putWithExpiry("in-table", 1, SECONDS[kind] || undefined);
export const forGood = (ttl = 0) => putWithExpiry("for-good", 1, ttl || undefined);
export const minutes = (count) => putWithExpiry("minutes", 1, count * 60 || undefined);
