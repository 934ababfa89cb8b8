import { toEnvelope } from '@kv-envelope/runtime'
import * as kv from '../kv/index.js'

const ONE_HOUR = 60 * 60

export default {
  /** A visitor who doesn't come back for an hour starts anew. */
  async save(visitor, items) {
    await kv.put(kv.keys.cart(visitor), toEnvelope(items, { ttlSeconds: ONE_HOUR }))
    return items
  },

  async load(visitor) {
    const entry = await kv.get(kv.keys.cart(visitor))
    return entry ? entry.value : []
  },

  clear(visitor) {
    return kv.remove(kv.keys.cart(visitor))
  }
}
