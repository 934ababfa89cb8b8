const root = `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

exports.put = (key, body) => fetch(`${root}/${key}`, { method: 'PUT', headers, body });

exports.get = async (key) => {
  const response = await fetch(`${root}/${key}`, { headers });
  return response.ok ? response.text() : null;
};
