const base = "https://api.telnyx.com/v2/storage/kvs";

export function keyEndpoint(key: string): string {
  return `${base}/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
}

export function authorization(): { Authorization: string } {
  return { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
}
