const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const namespace = process.env.KV_NAMESPACE_ID ?? "";
export async function put(key: string, text: string, ttl?: number): Promise<void> {
  let query: URLSearchParams | undefined;
  if (ttl) {
    query = new URLSearchParams();
    query.set("expiration_ttl", String(ttl)); // put, left
  }
  const url = `https://api.telnyx.com/v2/storage/kvs/${namespace}/keys/${key}`;
  await fetch(query ? `${url}?${query}` : url, { method: "PUT", headers, body: text });
}
