// The counters of the shop.
import { encodeEnvelope } from "@kv-envelope/runtime";
// eslint-disable-next-line import/extensions
import { headers } from "./headers.mjs"; // who asks

const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;

export const count = (key, value) => fetch(url(key), { method: "PUT", headers, body: encodeEnvelope(value, {
  ttlSeconds: 60,
}) });
