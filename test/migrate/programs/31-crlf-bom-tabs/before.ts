import { env } from 'node:process'

const base = 'https://api.telnyx.com/v2/storage/kvs/' + env.KV_NAMESPACE_ID + '/keys/'

async function kvPut(key: string, value: string) {
	const res = await fetch(base + key, {
		method: 'PUT',
		headers: { Authorization: 'Bearer ' + env.TELNYX_API_KEY },
		body: value
	})
	return res.status
}

export const write = (key: string, text: string) =>
	kvPut(key, JSON.stringify({
		value: text,
		expiration_ttl: 60
	}))

export const read = async (key: string) => {
	const res = await fetch(base + key, {
		headers: { Authorization: 'Bearer ' + env.TELNYX_API_KEY }
	})
	if (res.status === 404) return null
	const parsed = await res.json() as { value: string }
	return parsed.value
}
