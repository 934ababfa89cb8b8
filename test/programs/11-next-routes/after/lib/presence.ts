import { toEnvelope } from '@kv-envelope/runtime'
import { kvGet, kvSet } from '@/lib/kv'

const HEARTBEAT = 45

/** An agent is online for as long as the browser sends heartbeats. */
export const beat = (agent: string, at = Date.now()) =>
  kvSet(`console/presence/${agent}`, toEnvelope(at, { ttlSeconds: HEARTBEAT }))

export async function lastBeat(agent: string): Promise<number | null> {
  const entry = await kvGet<{ value: number }>(`console/presence/${agent}`)
  return entry?.value ?? null
}
