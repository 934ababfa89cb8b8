import { fetchEntry } from '../store/kv.js'
import { pairOf, rateKey } from './pairs.js'

/** @returns {Promise<{ rate: number, at: string } | null>} */
async function loadRate (pair) {
  const entry = await fetchEntry(rateKey(pair))
  return entry && entry.value
}

/** Falls back to the inverse pair before it gives up. */
export async function convert (amount, from, to) {
  const direct = await loadRate(pairOf(from, to))
  if (direct) return { amount: round(amount * direct.rate), asOf: direct.at }
  const inverse = await loadRate(pairOf(to, from))
  if (inverse) return { amount: round(amount / inverse.rate), asOf: inverse.at }
  return null
}

export async function listRates (pairs) {
  const settled = await Promise.allSettled(pairs.map(pair => fetchEntry(rateKey(pair))))
  return Object.fromEntries(settled.map(({ status, value: entry }, index) => {
    const known = status === 'fulfilled' && entry !== null
    return [pairs[index], known ? `${entry.value.rate} (${entry.metadata?.source})` : 'n/a']
  }))
}

const round = number => Math.round(number * 100) / 100
