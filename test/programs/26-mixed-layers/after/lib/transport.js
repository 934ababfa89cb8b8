import { unwrapResponse } from '@kv-envelope/runtime'
import { settings } from '../settings'

const ROOT = 'https://api.telnyx.com/v2'

/** First layer: a request to the API, whichever. */
export async function telnyx(path, init = {}) {
	return fetch(ROOT + path, {
		...init,
		headers: { Authorization: `Bearer ${settings.apiKey}`, ...init.headers },
	}).then((response) => unwrapResponse(response, {
		as: 'payload',
		legacy: true,
		urlPart: '/storage/kvs/',
	}))
}
