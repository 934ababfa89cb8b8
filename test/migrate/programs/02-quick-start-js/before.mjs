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

export async function kvGet(key) {
  const res = await fetch(`${API}/storage/kvs/${KV_ID}/keys/${key}`, {
    headers: { Authorization: 'Bearer ' + process.env.TELNYX_API_KEY }
  })
  if (res.status === 404) return undefined
  return await res.text()
}

export async function remember(code, phone) {
  await kvPut('otp/' + phone, JSON.stringify({
    value: code,
    expiration_ttl: 5 * 60,
    metadata: { phone, purpose: 'login' }
  }))
}

export async function check(code, phone) {
  const raw = await kvGet('otp/' + phone)
  if (!raw) return 'no code'
  const { value } = JSON.parse(raw)
  return value === code ? 'ok' : 'wrong'
}
