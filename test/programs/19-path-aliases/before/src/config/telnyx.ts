export const telnyx = {
  apiKey: process.env.TELNYX_API_KEY ?? "",
  namespaceId: process.env.KV_NAMESPACE_ID ?? "",
};
