import fetch from "node-fetch";
import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const KV = "https://api.telnyx.com/v2/storage/kvs/" + process.env.KV_NAMESPACE_ID;

function call(method, key, body) {
  return fetch(`${KV}/keys/${key}`, {
    method,
    headers: { Authorization: "Bearer " + process.env.TELNYX_API_KEY },
    body,
  }).then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
}

export function store(key, report) {
  return call("PUT", key, encodeEnvelope(report, { ttlSeconds: 600 })).then((res) => res.status);
}

export function read(key) {
  return call("GET", key)
    .then((res) => (res.ok ? res.json() : { value: "none" }))
    .then(({ value }) => value);
}
