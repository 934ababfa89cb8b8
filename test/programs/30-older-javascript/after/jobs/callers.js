'use strict';

const { encodeEnvelope } = require('@kv-envelope/runtime');
var Client = require('../lib/client');

var kv = new Client({ namespace: process.env.KV_NAMESPACE_ID, apiKey: process.env.TELNYX_API_KEY });

exports.join = function join(number, reason) {
  return kv.put('caller/' + number, encodeEnvelope({ reason: reason }, { ttlSeconds: 900 }));
};

exports.reasonOf = async function reasonOf(number) {
  var text = await kv.get('caller/' + number);
  return text ? JSON.parse(text).value.reason : null;
};
