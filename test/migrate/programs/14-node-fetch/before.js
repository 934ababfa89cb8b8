import fetch from "node-fetch";

const KV = "https://api.telnyx.com/v2/storage/kvs/" + process.env.KV_NAMESPACE_ID;

function call(method, key, body) {
  return fetch(`${KV}/keys/${key}`, {
    method,
    headers: { Authorization: "Bearer " + process.env.TELNYX_API_KEY },
    body,
  });
}

export function store(key, report) {
  return call("PUT", key, JSON.stringify({ value: report, expiration_ttl: 600 })).then((res) => res.status);
}

export function read(key) {
  return call("GET", key)
    .then((res) => (res.ok ? res.json() : { value: "none" }))
    .then(({ value }) => value);
}
