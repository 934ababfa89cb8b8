'use strict';

const { randomUUID } = require('node:crypto');
const { encodeEnvelope, unwrapResponse } = require('@kv-envelope/runtime');

const url = (key) => 'https://api.telnyx.com/v2/storage/kvs/' + process.env.KV_NAMESPACE_ID + '/keys/' + encodeURIComponent(key);

function headers() {
  return { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
}

async function put(key, value, ttl) {
  const response = await fetch(url(key), {
    method: 'PUT',
    headers: { ...headers(), 'Content-Type': 'application/json' },
    body: encodeEnvelope(value, { ttlSeconds: ttl }),
  });
  if (!response.ok) throw new Error(`KV: ${response.status}`);
}

async function get(key) {
  const response = await fetch(url(key), { headers: headers() })
    .then((storedResponse) => unwrapResponse(storedResponse, {
      as: 'payload',
      legacy: true,
      onExpired: () => del(key),
    }));
  if (!response.ok) return null;
  const body = await response.json();
  return body.value;
}

async function del(key) {
  await fetch(url(key), { method: 'DELETE', headers: headers() });
}

exports.issue = async (user) => {
  const token = `${user}-${randomUUID().length}`;
  await put(`token/${token}`, user, 900);
  return token;
};
exports.whoami = (token) => get(`token/${token}`);
exports.revoke = (token) => del(`token/${token}`);
