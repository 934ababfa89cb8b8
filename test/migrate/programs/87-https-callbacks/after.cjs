var https = require("https");
var kvEnvelope = require("@kv-envelope/runtime");
function send(method, key, body, done) {
  var req = https.request({ method: method, hostname: "api.telnyx.com", path: "/v2/storage/kvs/" + process.env.KV_NAMESPACE_ID + "/keys/" + key, headers: { Authorization: "Bearer " + process.env.TELNYX_API_KEY } }, kvEnvelope.unwrapMessage(function (res) {
    var text = "";
    res.setEncoding("utf8");
    res.on("data", function (part) { text += part; });
    res.on("end", function () {
      if (res.statusCode === 404) return done(null, null);
      if (res.statusCode >= 400) return done(Object.assign(new Error("kv"), { status: res.statusCode }));
      done(null, text);
    });
  }, { as: "payload", legacy: true }));
  req.on("error", done);
  req.end(body);
}
exports.put = function (key, value, ttl) {
  return new Promise(function (resolve, reject) {
    send("PUT", key, kvEnvelope.encodeEnvelope(value, { ttlSeconds: ttl }), function (error) { error ? reject(error) : resolve(); });
  });
};
exports.get = function (key) {
  return new Promise(function (resolve, reject) {
    send("GET", key, undefined, function (error, text) { error ? reject(error) : resolve(text === null ? null : JSON.parse(text).value); });
  });
};
