'use strict' // as ever
'use server' // no semicolon in this house
// the house's only store
var base = 'https://api.telnyx.com/v2/storage/kvs/' + process.env.KV_NAMESPACE_ID + '/keys/'
var headers = { Authorization: 'Bearer ' + process.env.TELNYX_API_KEY }

exports.save = function (key, value, ttl) {
  return kvPut(key, JSON.stringify({ value: value, expiration_ttl: ttl }))
}

exports.load = function (key) {
  return fetch(base + key, { headers: headers }).then(function (res) {
    return res.ok ? res.json().then(function (entry) { return entry.value }) : null
  })
}

function kvPut (key, body) {
  return fetch(base + key, { method: 'PUT', headers: headers, body: body }).then(function () {})
}
