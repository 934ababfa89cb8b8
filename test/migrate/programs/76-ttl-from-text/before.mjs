const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const put = (key, body) => fetch(url(key), { method: "PUT", headers, body }).then(() => {});

const { SHORT, LONG: forLong = "90" } = process.env;
const SECONDS = { short: 30, never: 0 };

export const unset = () => put("unset", JSON.stringify({ value: 1, expiration_ttl: process.env.UNSET }));
export const destructured = () => put("destructured", JSON.stringify({ value: 1, expiration_ttl: SHORT }));
export const defaulted = () => put("defaulted", JSON.stringify({ value: 1, expiration_ttl: forLong }));
export const asNumber = () => put("as-number", JSON.stringify({ value: 1, expiration_ttl: Number(process.env.UNSET) }));
export const either = () => put("either", JSON.stringify({ value: 1, expiration_ttl: process.env.UNSET || 30 }));
export const inQuery = (to) => put("in-query", JSON.stringify({ value: 1, expiration_ttl: new URL(to).searchParams.get("ttl") }));
export const fixed = (ttl) => put("fixed", JSON.stringify({ value: 1, expiration_ttl: ttl.toFixed(0) }));
export const written = (ttl) => put("written", JSON.stringify({ value: 1, expiration_ttl: `${ttl}` }));
export const inTable = (kind) => put("in-table", JSON.stringify({ value: 1, expiration_ttl: SECONDS[kind] }));
export const forGood = (ttl = 0) => put("for-good", JSON.stringify({ value: 1, expiration_ttl: ttl }));
export const minutes = (count) => put("minutes", JSON.stringify({ value: 1, expiration_ttl: count * 60 }));
