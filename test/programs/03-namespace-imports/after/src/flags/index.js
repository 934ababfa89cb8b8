import { toEnvelope } from '@kv-envelope/runtime'
import * as store from '../kv/operations.js'
import { flag } from '../kv/keys.js'

export * from './promo.js'

export async function turnOn(name, forSeconds) {
  // a switch that nobody turns off again is turned off by the store
  await store.put(flag(name), toEnvelope('on', { ttlSeconds: forSeconds }))
}

export async function isOn(name) {
  const stored = await store.get(flag(name))
  if (!stored) return false
  const { value } = stored
  return value === 'on'
}
