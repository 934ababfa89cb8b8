import { settings } from '../settings'
import { telnyx } from './transport'

const keyPath = (key) => `/storage/kvs/${settings.namespace}/keys/${encodeURIComponent(key)}`

/** Second layer: raw keys. */
export async function putKey(key, body) {
	const res = await telnyx(keyPath(key), {
		method: 'PUT',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(body),
	})
	if (!res.ok) throw new Error(`PUT ${key}: ${res.status}`)
}

export async function getKey(key) {
	const res = await telnyx(keyPath(key))
	if (res.status === 404) return null
	if (!res.ok) throw new Error(`GET ${key}: ${res.status}`)
	return res.json()
}

export async function deleteKey(key) {
	await telnyx(keyPath(key), { method: 'DELETE' })
}
