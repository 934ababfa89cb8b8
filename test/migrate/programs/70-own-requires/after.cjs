#!/usr/bin/env node
/* Copyright: nobody. */
'use strict';

const { encodeEnvelope } = require('@kv-envelope/runtime');
// who asks
const { headers } = require('./headers.cjs');

const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;

exports.put = async (key, value) => {
  await fetch(url(key), { method: 'PUT', headers, body: encodeEnvelope(value, { ttlSeconds: 60 }) });
};
