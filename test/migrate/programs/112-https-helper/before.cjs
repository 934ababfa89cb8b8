const https = require("node:https");
const KEYS = `/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/`;
function send(method, key, body) {
  return new Promise((resolve, reject) => {
    const req = https.request({ hostname: "api.telnyx.com", path: KEYS + encodeURIComponent(key), method, headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` } }, (res) => {
      let text = "";
      res.setEncoding("utf8");
      res.on("data", (chunk) => { text += chunk; });
      res.on("end", () => resolve({ status: res.statusCode, text }));
    });
    req.on("error", reject);
    if (body) req.write(body);
    req.end();
  });
}
exports.save = async (key, value, ttl) => { await send("PUT", key, JSON.stringify({ value, expiration_ttl: ttl })); };
exports.load = async (key) => { const { status, text } = await send("GET", key); return status === 404 ? null : JSON.parse(text).value; };
