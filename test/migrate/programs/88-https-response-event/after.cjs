const { request } = require("node:https");
const { encodeEnvelope, unwrapMessage } = require("@kv-envelope/runtime");
const options = (method, key) => ({ method, hostname: "api.telnyx.com", path: "/v2/storage/kvs/" + process.env.KV_NAMESPACE_ID + "/keys/" + key, headers: { Authorization: "Bearer " + process.env.TELNYX_API_KEY } });
exports.put = (key, value, ttl) => new Promise((resolve, reject) => {
  const req = request(options("PUT", key));
  req.on("response", (res) => { res.resume(); res.on("end", resolve); });
  req.on("error", reject);
  req.write(encodeEnvelope(value, { ttlSeconds: ttl }));
  req.end();
});
exports.get = (key) => new Promise((resolve, reject) => {
  const req = request(options("GET", key));
  req.on("response", unwrapMessage((res) => {
    let text = "";
    res.on("data", (chunk) => (text += chunk.toString()));
    res.on("end", () => {
      try { const doc = JSON.parse(text); resolve(doc.errors ? null : doc.value); } catch (error) { reject(error); }
    });
  }, { as: "payload", legacy: true }));
  req.on("error", reject);
  req.end();
});
