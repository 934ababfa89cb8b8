import { toEnvelope } from '@kv-envelope/runtime'
import { get, keys, put } from '../kv/index.js'

/** `endsAt`: an ISO date; the store wants unix seconds. */
export async function announce(code, percent, endsAt, createdBy) {
  const expiration = Math.floor(new Date(endsAt).getTime() / 1000)
  await put(keys.promo(code), toEnvelope(percent, {
    expiresAtMs: expiration * 1000,
    metadata: { createdBy }
  }))
}

export async function discountOf(code) {
  const { value: percent = 0 } = (await get(keys.promo(code))) ?? {}
  return percent
}
