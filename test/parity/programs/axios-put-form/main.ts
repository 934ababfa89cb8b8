import axios from "axios";

const api = axios.create({ baseURL: "https://api.telnyx.com/v2", headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` } });
export async function put(key: string, value: string, ttl: number): Promise<void> {
  await api.putForm(`/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`, { value, expiration_ttl: ttl }); // put, left
}
