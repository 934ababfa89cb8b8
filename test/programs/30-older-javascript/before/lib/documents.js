const { STATUS_CODES } = require('http');

const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

const check = (response) => {
  if (response.ok) return response;
  throw Object.assign(new Error(`KV: ${STATUS_CODES[response.status]}`), { status: response.status });
};

const methods = {
  put(key, document) {
    return fetch(url(key), { method: 'PUT', headers, body: JSON.stringify(document) }).then(check);
  },
  get(key) {
    return fetch(url(key), { headers }).then(check).then((response) => response.json());
  },
};

Object.assign(exports, { create: () => Object.create(methods) });
