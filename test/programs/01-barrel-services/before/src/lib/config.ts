export const config = {
  kvNamespaceId: process.env.KV_NAMESPACE_ID ?? "",
  telnyxApiKey: process.env.TELNYX_API_KEY ?? "",
  sessionTtlSeconds: 8 * 60 * 60,
};
