import { encodeEnvelope, unwrapResponse } from '@kv-envelope/runtime'

export function address(key) {
  return `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`
}

// it's the author's style: no semicolons, no parentheses, no last commas
export const remember = async (key, value, labels) => {
  await fetch(address(key), {
    method: 'PUT',
    headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
    body: encodeEnvelope(value, {
      ttlSeconds: Number(process.env.REMEMBER_FOR_SECONDS ?? 60) || undefined, // a minute
      metadata: labels
    })
  })
}

export const recall = async key => {
  const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` }
  const answer = await fetch(address(key), { headers, signal: AbortSignal.timeout(1000) })
    .then(response => unwrapResponse(response, {
      as: 'payload',
      legacy: true,
      onExpired: () => forget(key)
    }))
  return answer.ok ? answer.json().then(entry => entry.value) : null
}

export const forget = key => {
  return fetch(address(key), { method: 'DELETE' })
}
