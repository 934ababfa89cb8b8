import { encodeEnvelope, unwrapResponse } from '@kv-envelope/runtime'
import { apiUrl, authorization } from './settings.js'

const url = key => `${apiUrl()}/keys/${encodeURIComponent(key)}`

/**
 * Stores a value that is gone at a point in time.
 * @param {string} key
 * @param {unknown} value
 * @param {number} expiration seconds since 1970
 * @param {object} [metadata]
 */
export async function putUntil (key, value, expiration, metadata) {
  const response = await fetch(url(key), {
    method: 'PUT',
    headers: { ...authorization(), 'content-type': 'application/json' },
    body: encodeEnvelope(value, { expiresAtMs: expiration * 1000, metadata })
  })
  if (!response.ok) throw new Error(`KV said ${response.status}`)
}

/** The stored entry (`value`, `metadata`), or null. */
export async function fetchEntry (key) {
  const response = await fetch(url(key), { headers: authorization() })
    .then(storedResponse => unwrapResponse(storedResponse, { as: 'payload', legacy: true }))
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`KV said ${response.status}`)
  return response.json()
}
