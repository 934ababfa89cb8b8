import { encodeEnvelope } from '@kv-envelope/runtime'
import type { Send } from './transport.ts'

const check = (response: Response) => {
	if (!response.ok) throw new Error(`kv said ${response.status}`)
}

/** put(send)(scope)(key)(value, ttl) */
export const put = (send: Send) => (scope: string) => (key: string) => (value: unknown, ttl?: number): Promise<void> =>
	send(`${scope}/${key}`, {
		method: 'PUT',
		body: encodeEnvelope(value, { ttlSeconds: ttl || undefined }),
	}).then(check)

export const drop = (send: Send) => (scope: string) => (key: string): Promise<void> =>
	send(`${scope}/${key}`, { method: 'DELETE' }).then(check)
