const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
for (const prefix of ["session", "cart"]) {
  exports[`${prefix}Put`] = async (key, value, ttl) => {
    await fetch(url(`${prefix}-${key}`), { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: ttl }) }); // put
  };
  exports[`${prefix}Get`] = async (key) => {
    const response = await fetch(url(`${prefix}-${key}`), { headers }); // get
    return response.ok ? (await response.json()).value : null;
  };
}
