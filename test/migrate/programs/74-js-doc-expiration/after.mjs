import { encodeEnvelope } from "@kv-envelope/runtime";

const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;

/**
 * @param {string} key
 * @param {unknown} value
 * @param {number} expiration in epoch seconds
 */
export async function until(key, value, expiration) {
  await fetch(url(key), { method: "PUT", body: encodeEnvelope(value, {
    expiresAtMs: expiration * 1000,
  }) });
}

/**
 * @param {string} key
 * @param {unknown} value
 * @param {number} [expiration] for good without one
 */
export const maybeUntil = async (key, value, expiration) => {
  await fetch(url(key), { method: "PUT", body: encodeEnvelope(value, {
    expiresAtMs: expiration == null ? undefined : expiration * 1000,
  }) });
};
