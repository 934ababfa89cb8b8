const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export const saveState = (id: string, state: object, ttl = 60) => kvPut(`state/${id}`, JSON.stringify({ value: state, expiration_ttl: ttl }));

export const kvPut = async (key: string, value: string): Promise<void> => {
  await fetch(url(key), { method: "PUT", headers, body: value });
};

export const kvGet = async (key: string): Promise<string | null> => {
  const res = await fetch(url(key), { headers });
  if (res.status === 404) {
    return null;
  }
  return await res.text();
};

export const state = async (id: string): Promise<object | null> => {
  const text = await kvGet(`state/${id}`);
  return text === null ? null : JSON.parse(text).value;
};
