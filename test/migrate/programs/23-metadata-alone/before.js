const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export const upload = (name, text, author) =>
  fetch(url(`doc/${name}`), { method: 'PUT', headers, body: JSON.stringify({ value: text, metadata: { author } }) });

export async function show(name) {
  const res = await fetch(url(`doc/${name}`), { headers });
  if (res.status === 404) return null;
  const { value, metadata } = await res.json();
  return `${value} (by ${metadata?.author ?? 'nobody'})`;
}

export async function save(name, text, author) {
  return (await upload(name, text, author)).status;
}
