var https = require('https');
var kvEnvelope = require('@kv-envelope/runtime');

var host = 'api.telnyx.com';
var headers = { Authorization: 'Bearer ' + process.env.TELNYX_API_KEY };

function path(key) {
  return '/v2/storage/kvs/' + process.env.KV_NAMESPACE_ID + '/keys/' + encodeURIComponent(key);
}

exports.put = function (key, body, done) {
  var request = https.request({ hostname: host, path: path(key), method: 'PUT', headers: headers }, function (response) {
    response.resume();
    response.on('end', function () { done(null); });
  });
  request.on('error', done);
  request.end(body);
};

exports.get = function (key, done) {
  https.get({ hostname: host, path: path(key), headers: headers }, kvEnvelope.unwrapMessage(function (response) {
    var text = '';
    response.on('data', function (chunk) { text += chunk; });
    response.on('end', function () { done(null, response.statusCode === 404 ? null : text); });
  }, { as: 'payload', legacy: true })).on('error', done);
};
