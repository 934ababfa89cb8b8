import { toEnvelope } from '@kv-envelope/runtime'
import { env } from '@/lib/env'
import { kvDelete, kvGet, kvSet } from '@/lib/kv'

export type Session = {
  agent: string
  queue: string
  theme?: 'light' | 'dark'
}

type StoredSession = { value: Session; metadata?: { ip: string } }

const sessionKey = (id: string) => `console/session/${id}`

export async function saveSession(id: string, session: Session, ip: string | null) {
  await kvSet(sessionKey(id), toEnvelope(session, {
    ttlSeconds: env.sessionTtl || undefined,
    metadata: { ip: ip ?? 'unknown' },
  }))
}

export async function readSession(id: string): Promise<{ session: Session; ip: string } | null> {
  const stored = await kvGet<StoredSession>(sessionKey(id))
  if (!stored) return null
  const { value: session, metadata } = stored
  return { session, ip: metadata?.ip ?? 'unknown' }
}

export const endSession = (id: string) => kvDelete(sessionKey(id))
