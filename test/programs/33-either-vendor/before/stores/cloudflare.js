const root = `https://api.cloudflare.com/client/v4/accounts/${process.env.CF_ACCOUNT}/storage/kv/namespaces/${process.env.CF_NAMESPACE}/values`;
const headers = { Authorization: `Bearer ${process.env.CF_TOKEN}` };

exports.put = (key, body) => fetch(`${root}/${key}`, { method: 'PUT', headers, body });

exports.get = async (key) => {
  const response = await fetch(`${root}/${key}`, { headers });
  return response.ok ? response.text() : null;
};
