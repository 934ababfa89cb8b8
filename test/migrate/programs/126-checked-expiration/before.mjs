const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

const nowInSeconds = () => Math.floor(Date.now() / 1000);

async function load(key) {
  const response = await fetch(url(key), { headers });
  return response.ok ? await response.json() : null;
}

export async function put(key, value, seconds) {
  const expiration = seconds === undefined ? undefined : nowInSeconds() + seconds;
  await fetch(url(key), { method: "PUT", headers, body: JSON.stringify({ value, expiration }) });
}

// The service does nothing about it, so the end is checked by hand.
export async function get(key) {
  const entry = await load(key);
  if (!entry || (entry.expiration && entry.expiration <= nowInSeconds())) return null;
  return entry.value;
}

export async function secondsLeft(key) {
  const entry = await load(key);
  return entry?.expiration === undefined ? null : entry.expiration - nowInSeconds();
}

export async function describe(key) {
  return { key, ...(await load(key)) };
}
