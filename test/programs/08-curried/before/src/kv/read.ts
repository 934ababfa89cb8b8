import { pipe, prop, then } from '#fp'
import type { Send } from './transport.ts'

const present = async (response: Promise<Response>): Promise<Response | undefined> => {
	const { ok, status } = await response
	if (ok) return response
	if (status === 404) return undefined
	throw new Error(`kv said ${status}`)
}

interface Body {
	value: unknown
}

/** get(send)(scope)<T>(key) */
export const get = (send: Send) => (scope: string) => {
	const load = pipe(
		(key: string) => send(`${scope}/${key}`),
		present,
		then(response => response.json() as Promise<Body>),
		then(prop('value')),
	)
	return <T>(key: string) => load(key) as Promise<T | undefined>
}
