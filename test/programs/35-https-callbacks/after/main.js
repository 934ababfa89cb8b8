var kvEnvelope = require('@kv-envelope/runtime');
var kv = require('./lib/kv');

exports.onDuty = function (shift, name) {
  return new Promise(function (resolve, reject) {
    kv.put('duty/' + shift, kvEnvelope.encodeEnvelope(name, { ttlSeconds: 43200 }), function (error) {
      if (error) reject(error);
      else resolve();
    });
  });
};

exports.whoIsOnDuty = function (shift) {
  return new Promise(function (resolve, reject) {
    kv.get('duty/' + shift, function (error, text) {
      if (error) reject(error);
      else resolve(text ? JSON.parse(text).value : null);
    });
  });
};
