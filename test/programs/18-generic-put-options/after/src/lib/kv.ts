// Typed access to our Telnyx KV namespace

import { encodeEnvelope, unwrapResponse } from '@kv-envelope/runtime'

export interface PutOptions {
    /** seconds */
    expirationTtl?: number
    metadata?: Record<string, string | number>
}

const NAMESPACE = process.env.KV_NAMESPACE_ID
const ENDPOINT = `https://api.telnyx.com/v2/storage/kvs/${NAMESPACE}/keys`

const headers = (extra: Record<string, string> = {}) => ({
    Authorization: `Bearer ${process.env.TELNYX_API_KEY}`,
    ...extra,
})

export async function put<T>(key: string, value: T, opts?: PutOptions): Promise<void> {
    const { expirationTtl: expiration_ttl, metadata } = opts ?? {}
    const res = await fetch(`${ENDPOINT}/${encodeURIComponent(key)}`, {
        method: 'PUT',
        headers: headers({ 'content-type': 'application/json' }),
        body: encodeEnvelope(value, { ttlSeconds: expiration_ttl, metadata }),
    })
    if (!res.ok) throw new Error(`kv put ${key}: ${res.status} ${await res.text()}`)
}

export async function get<T>(key: string): Promise<T | null> {
    const res = await fetch(`${ENDPOINT}/${encodeURIComponent(key)}`, { headers: headers() })
        .then((response) => unwrapResponse(response, {
            as: 'payload',
            legacy: true,
            onExpired: () => del(key),
        }))
    if (res.status === 404) return null
    if (!res.ok) throw new Error(`kv get ${key}: ${res.status}`)
    const { value }: { value: T } = await res.json()
    return value
}

export async function del(key: string): Promise<void> {
    await fetch(`${ENDPOINT}/${encodeURIComponent(key)}`, { method: 'DELETE', headers: headers() })
}
