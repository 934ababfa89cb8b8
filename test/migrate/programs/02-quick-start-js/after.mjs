import { encodeEnvelope, unwrapResponse } from '@kv-envelope/runtime'

const KV_ID = process.env.KV_NAMESPACE_ID
const API = 'https://api.telnyx.com/v2'

export async function kvPut(key, value) {
  const res = await fetch(`${API}/storage/kvs/${KV_ID}/keys/${key}`, {
    method: 'PUT',
    headers: { Authorization: 'Bearer ' + process.env.TELNYX_API_KEY },
    body: value
  })
  if (!res.ok) throw new Error('put failed: ' + res.status)
}

/** `kvPut` of a value that is missing once `ttlSeconds` have passed. */
export function kvPutWithExpiry(key, value, ttlSeconds, options) {
  return kvPut(key, encodeEnvelope(value, { ...options, ttlSeconds }))
}

export async function kvGet(key) {
  const res = await fetch(`${API}/storage/kvs/${KV_ID}/keys/${key}`, {
    headers: { Authorization: 'Bearer ' + process.env.TELNYX_API_KEY }
  }).then((response) => unwrapResponse(response, { as: 'payload', legacy: true }))
  if (res.status === 404) return undefined
  return await res.text()
}

export async function remember(code, phone) {
  await kvPutWithExpiry('otp/' + phone, code, 5 * 60, { metadata: { phone, purpose: 'login' } })
}

export async function check(code, phone) {
  const raw = await kvGet('otp/' + phone)
  if (!raw) return 'no code'
  const { value } = JSON.parse(raw)
  return value === code ? 'ok' : 'wrong'
}
