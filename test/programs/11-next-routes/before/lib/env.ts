export const env = {
  apiKey: process.env.TELNYX_API_KEY ?? '',
  namespace: process.env.KV_NAMESPACE_ID ?? '',
  sessionTtl: parseInt(process.env.SESSION_TTL ?? '3600', 10),
}
