import { unwrapResponse } from '@kv-envelope/runtime'
import { env } from '@/lib/env'

const keyUrl = (key: string) =>
  new URL(`/v2/storage/kvs/${env.namespace}/keys/${encodeURIComponent(key)}`, 'https://api.telnyx.com')

type KvInit = { method?: 'GET' | 'PUT' | 'DELETE'; body?: unknown }

async function kv(key: string, { method = 'GET', body }: KvInit = {}): Promise<Response> {
  return fetch(keyUrl(key), {
    method,
    cache: 'no-store',
    headers: {
      Authorization: `Bearer ${env.apiKey}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).then((response) => unwrapResponse(response, { as: 'payload', legacy: true }))
}

export async function kvSet(key: string, body: unknown): Promise<void> {
  const res = await kv(key, { method: 'PUT', body })
  if (!res.ok) throw new Error(`kv: could not store ${key} (${res.status})`)
}

export async function kvGet<T>(key: string): Promise<T | null> {
  const res = await kv(key)
  return res.ok ? ((await res.json()) as T) : null
}

export async function kvDelete(key: string): Promise<boolean> {
  const res = await kv(key, { method: 'DELETE' })
  return res.ok
}
