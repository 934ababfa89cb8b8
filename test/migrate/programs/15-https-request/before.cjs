const https = require('https');

function options(method, key) {
  return {
    hostname: 'api.telnyx.com',
    path: `/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`,
    method,
    headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
  };
}

module.exports.put = (key, value, ttl) => new Promise((resolve, reject) => {
  const req = https.request(options('PUT', key), (res) => { res.resume(); resolve(res.statusCode); });
  req.on('error', reject);
  req.end(JSON.stringify({ value, expiration_ttl: ttl }));
});
