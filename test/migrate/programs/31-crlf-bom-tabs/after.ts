import { env } from 'node:process'
import { encodeEnvelope, unwrapResponse } from '@kv-envelope/runtime'

const base = 'https://api.telnyx.com/v2/storage/kvs/' + env.KV_NAMESPACE_ID + '/keys/'

async function kvPut(key: string, value: string) {
	const res = await fetch(base + key, {
		method: 'PUT',
		headers: { Authorization: 'Bearer ' + env.TELNYX_API_KEY },
		body: value
	})
	return res.status
}

/** `kvPut` of a value that is missing once `ttlSeconds` have passed. */
function kvPutWithExpiry(key: string, value: unknown, ttlSeconds?: number | null, options?: { metadata?: unknown }): ReturnType<typeof kvPut> {
	return kvPut(key, encodeEnvelope(value, { ...options, ttlSeconds }))
}

export const write = (key: string, text: string) =>
	kvPutWithExpiry(key, text, 60)

export const read = async (key: string) => {
	const res = await fetch(base + key, {
		headers: { Authorization: 'Bearer ' + env.TELNYX_API_KEY }
	}).then((response) => unwrapResponse(response, { as: 'payload', legacy: true }))
	if (res.status === 404) return null
	const parsed = await res.json() as { value: string }
	return parsed.value
}
