const https = require("node:https");
function call(method, key, payload) {
  return new Promise((resolve, reject) => {
    const data = payload === undefined ? null : JSON.stringify(payload);
    const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
    const req = https.request({ hostname: "api.telnyx.com", path: `/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`, method, headers }, (res) => {
      const chunks = [];
      res.on("data", (chunk) => chunks.push(chunk));
      res.on("end", () => resolve({ status: res.statusCode, text: Buffer.concat(chunks).toString("utf8") }));
    });
    req.on("error", reject);
    if (data) req.write(data);
    req.end();
  });
}
exports.get = async (key) => {
  const { status, text } = await call("GET", key);
  if (status === 404) return null;
  return JSON.parse(text).value;
};
exports.put = async (key, value, ttl) => {
  await call("PUT", key, { value, expiration_ttl: ttl });
};
