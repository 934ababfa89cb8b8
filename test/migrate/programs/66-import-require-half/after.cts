// @ts-nocheck: the tests check programs as ES modules

import kv = require("@kv-envelope/runtime");

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export = {
  visit: (page: string) => fetch(url("last"), { method: "PUT", headers, body: kv.encodeEnvelope(page, { ttlSeconds: 5 }) }),
  note: (text: string) => fetch(url("note"), { method: "PUT", headers, body: kv.encodeEnvelope(text, {
    ttlSeconds: 60,
  }) }),
};
