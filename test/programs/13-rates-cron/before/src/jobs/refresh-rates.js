import { rateKey } from '../rates/pairs.js'
import { putUntil } from '../store/kv.js'
import { endOfHour } from './clock.js'
import { report } from './report.js'

/**
 * One pair that fails must not keep the others from being refreshed.
 * @param {readonly string[]} pairs
 * @param {(pair: string) => Promise<number>} provider
 * @param {Date} now
 */
export async function refreshRates (pairs, provider, now) {
  // a quarter of an hour more than the interval: the next run may be late
  const validUntil = endOfHour(now) + 15 * 60

  const results = await Promise.allSettled(
    pairs.map(async pair => {
      const rate = await provider(pair)
      await putUntil(rateKey(pair), { rate, at: now.toISOString() }, validUntil, { source: 'ecb' })
      return pair
    })
  )

  return report(pairs, results)
}
