var kvEnvelope = require('@kv-envelope/runtime');

var base = 'https://api.telnyx.com/v2/storage/kvs/' + process.env.KV_NAMESPACE_ID + '/keys/';

function api(path, init) {
  init = init || {};
  init.headers = { Authorization: 'Bearer ' + process.env.TELNYX_API_KEY };
  return fetch(base + path, init).then(function (response) { return kvEnvelope.unwrapResponse(response, { as: 'payload', legacy: true }); }).then(function (res) {
    if (res.status === 404) return null;
    return res.text().then(function (text) {
      return text ? JSON.parse(text) : {};
    });
  });
}

function set(key, value, opts) {
  return api(key, { method: 'PUT', body: kvEnvelope.encodeEnvelope(value, { ttlSeconds: (opts || {}).ttl }) }).then(function () {
    return true;
  });
}

function get(key, cb) {
  var promise = api(key).then(function (entry) {
    return entry === null ? undefined : entry.value;
  });
  if (cb) promise.then(function (value) { cb(null, value); }, cb);
  return promise;
}

module.exports = { set: set, get: get };
