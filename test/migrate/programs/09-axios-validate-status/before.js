import axios from 'axios';

const NS = process.env.KV_NAMESPACE_ID;
const config = () => ({ headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` } });
const keyUrl = (key) => `https://api.telnyx.com/v2/storage/kvs/${NS}/keys/${encodeURIComponent(key)}`;

export const put = (key, value, ttl = 60) =>
  axios({ method: 'put', url: keyUrl(key), data: { value, expiration_ttl: ttl }, ...config() }).then(() => {});

export async function get(key) {
  const res = await axios.get(keyUrl(key), { ...config(), validateStatus: (status) => status === 200 || status === 404 });
  if (res.status === 404) return null;
  return res.data.value;
}
