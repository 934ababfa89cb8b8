'use strict' // as ever
'use server' // no semicolon in this house
var kvEnvelope = require('@kv-envelope/runtime')

// the house's only store
var base = 'https://api.telnyx.com/v2/storage/kvs/' + process.env.KV_NAMESPACE_ID + '/keys/'
var headers = { Authorization: 'Bearer ' + process.env.TELNYX_API_KEY }

exports.save = function (key, value, ttl) {
  return kvPutWithExpiry(key, value, ttl)
}

exports.load = function (key) {
  return fetch(base + key, { headers: headers }).then(function (response) { return kvEnvelope.unwrapResponse(response, { as: 'payload', legacy: true }) }).then(function (res) {
    return res.ok ? res.json().then(function (entry) { return entry.value }) : null
  })
}

function kvPut (key, body) {
  return fetch(base + key, { method: 'PUT', headers: headers, body: body }).then(function () {})
}

/** `kvPut` of a value that is missing once `ttlSeconds` have passed. */
function kvPutWithExpiry(key, value, ttlSeconds, options) {
  return kvPut(key, kvEnvelope.encodeEnvelope(value, Object.assign({}, options, { ttlSeconds: ttlSeconds })))
}
