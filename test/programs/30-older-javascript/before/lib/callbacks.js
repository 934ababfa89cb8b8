const { STATUS_CODES } = require('http');

'use strict';

const base = `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

function put(key, body, done) {
  fetch(`${base}/${key}`, { method: 'PUT', headers, body })
    .then((response) => done(response.ok ? null : new Error(`PUT: ${STATUS_CODES[response.status]}`)))
    .catch(done);
}

function get(key, done) {
  fetch(`${base}/${key}`, { headers })
    .then((response) => (response.status === 404 ? null : response.text()))
    .then((text) => done(null, text), done);
}

Object.defineProperty(exports, 'put', { enumerable: true, value: put });
Object.defineProperty(exports, 'get', { enumerable: true, value: get });
