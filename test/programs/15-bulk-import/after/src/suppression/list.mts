import { encodeEnvelope } from '@kv-envelope/runtime'
import { getText, putText } from '../storage/kv.mts'

const FALLBACK_DAYS = 180

/** Numbers that must not be called, with the day until which that holds. */
export async function suppress(entries: ReadonlyArray<{ phone: string; until?: string }>) {
  const results = await Promise.all(
    entries.map(({ phone, until }) => {
      const expiration = until
        ? Math.floor(Date.parse(until) / 1000)
        : Math.floor(Date.now() / 1000) + FALLBACK_DAYS * 86400
      return putText(`suppressed/${phone}`, encodeEnvelope('do-not-call', {
        expiresAtMs: expiration * 1000,
      }))
    }),
  )
  return results.filter(Boolean).length
}

export async function isSuppressed(phone: string): Promise<boolean> {
  const text = await getText(`suppressed/${phone}`)
  if (!text) return false
  return (JSON.parse(text) as { value: string }).value === 'do-not-call'
}
