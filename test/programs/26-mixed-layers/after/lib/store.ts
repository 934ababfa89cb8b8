import { toEnvelope } from '@kv-envelope/runtime'
import { seconds, settings } from '../settings'
import { decodeJson, encodeJson } from './encoding'
import { deleteKey, getKey, putKey } from './kv'

interface Payload {
	value: string
	expiration_ttl?: number
	expiration?: number
}

/** Third layer: typed values. */
export async function save<T>(key: string, data: T, ttl: number = seconds(settings.minutes.menu)): Promise<void> {
	const payload: Payload = {
		value: encodeJson(data),
		expiration_ttl: ttl,
	}
	await putKey(key, toEnvelope(payload.value, { ttlSeconds: payload.expiration_ttl || undefined }))
}

export async function saveUntil<T>(key: string, data: T, end: Date): Promise<void> {
	const payload: Payload = { value: encodeJson(data) }
	payload.expiration = Math.floor(end.getTime() / 1000)
	await putKey(key, toEnvelope(payload.value, { expiresAtMs: payload.expiration * 1000 }))
}

export async function load<T>(key: string): Promise<T | null> {
	const payload: Payload | null = await getKey(key)
	return payload ? decodeJson<T>(payload.value) : null
}

export { deleteKey as discard }
