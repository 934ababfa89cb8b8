import { HOST } from '../kv/endpoint.js'

const edgeCache = new Map()

// Not the key-value store: Telnyx' object storage, and a cache of this process.
export async function putReceipt(bucket, order, html) {
  edgeCache.set(order, { value: html, ttl: 30 })
  return fetch(`${HOST}/v2/storage/buckets/${bucket}/receipts/${order}`, {
    method: 'PUT',
    body: JSON.stringify({ value: html, metadata: { order } })
  })
}
