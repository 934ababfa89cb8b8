const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const namespace = process.env.KV_NAMESPACE_ID;

function byPath(key: string): URL {
  const url = new URL("https://api.telnyx.com");
  url.pathname = `/v2/storage/kvs/${namespace}/keys/path-${key}`;
  return url;
}

export async function putByPath(key: string, value: string, ttl: number): Promise<void> {
  await fetch(byPath(key), { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: ttl }) });
}

export async function getByPath(key: string): Promise<string | null> {
  const res = await fetch(byPath(key), { headers });
  return res.ok ? (await res.json()).value : null;
}

const base = new URL(`/v2/storage/kvs/${namespace}/keys/`, process.env.TELNYX_BASE_URL);

export async function putUnderBase(key: string, value: string, ttl: number): Promise<void> {
  await fetch(new URL(`base-${key}`, base), { method: "PUT", headers, body: JSON.stringify({ value, ttl }) });
}

export async function getUnderBase(key: string): Promise<string | null> {
  const res = await fetch(new URL(`base-${key}`, base), { headers });
  return res.ok ? (await res.json()).value : null;
}

function addKey(url: URL, key: string): void {
  url.pathname += `/keys/added-${key}`;
}

export async function putAdded(key: string, value: string, ttl: number): Promise<void> {
  const url = new URL(`https://api.telnyx.com/v2/storage/kvs/${namespace}`);
  addKey(url, key);
  await fetch(url, { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: ttl }) });
}

export async function getAdded(key: string): Promise<string | null> {
  const url = new URL(`https://api.telnyx.com/v2/storage/kvs/${namespace}`);
  addKey(url, key);
  const res = await fetch(url.href, { headers });
  return res.ok ? (await res.json()).value : null;
}

const page = (name: string): URL => {
  const url = new URL("https://api.telnyx.com");
  url.pathname = `/v2/storage/kvs/${namespace}/keys/path-${name}`;
  url.searchParams.set("trace", "1");
  return url;
};

export async function peek(key: string): Promise<string> {
  const res = await fetch(page(key), { headers });
  return res.ok ? (await res.json()).value : "none";
}
