const namespace = process.env.KV_NAMESPACE_ID ?? "";
export const keyUrl = (key: string): string =>
  `https://api.telnyx.com/v2/storage/kvs/${namespace}/keys/${encodeURIComponent(key)}`;
