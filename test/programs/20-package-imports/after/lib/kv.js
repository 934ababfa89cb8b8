import { encodeEnvelope } from '@kv-envelope/runtime'
import { request } from './transport.js'

/**
 * @typedef {object} Life
 * @property {number} [seconds] how long the entry lives
 * @property {Record<string, string>} [note] kept beside it
 */

/**
 * @template T
 * @param {string} key
 * @param {T} value
 * @param {Life} [life]
 */
export async function remember(key, value, { seconds, note } = {}) {
  const res = await request('PUT', key, encodeEnvelope(value, { ttlSeconds: seconds, metadata: note }))
  if (!res.ok) throw new Error(`remember(${key}): ${res.status}`)
}

/**
 * @template T
 * @param {string} key
 * @returns {Promise<T | undefined>}
 */
export async function recall(key) {
  const res = await request('GET', key)
  if (res.status === 404) return
  const body = await res.json()
  return body.value
}

/** @param {string} key */
export const forget = (key) => request('DELETE', key).then((res) => res.ok)
