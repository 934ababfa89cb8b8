const { KV_NAMESPACE_ID, TELNYX_API_KEY } = process.env

export const HOST = 'https://api.telnyx.com'

export default function endpoint(key) {
  return new URL(`/v2/storage/kvs/${KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`, HOST)
}

export const authorization = 'Bearer ' + TELNYX_API_KEY
