import { toEnvelope } from '@kv-envelope/runtime'
import { encode } from '../lib/encoding'
import { getKey, putKey } from '../lib/kv'
import { decode } from '../lib/encoding'
import { seconds, settings } from '../settings'

// A link is plain text, no JSON, so it goes to the second layer by itself.
export function keepLink(callId, url, minutes = settings.minutes.recording) {
	const expiration = Math.floor(Date.now() / 1000) + seconds(minutes)
	return putKey('recording/' + callId, toEnvelope(encode(url), {
		expiresAtMs: expiration ? expiration * 1000 : undefined,
		metadata: { callId },
	}))
}

export async function linkTo(callId) {
	const entry = await getKey('recording/' + callId)
	return entry === null ? undefined : decode(entry.value)
}
