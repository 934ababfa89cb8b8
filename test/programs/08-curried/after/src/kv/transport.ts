import { unwrapResponse } from '@kv-envelope/runtime'

export type Send = (key: string, init?: RequestInit) => Promise<Response>

export interface KvConfig {
	id: string
	token?: string
}

export const transport = ({ id, token = process.env.TELNYX_API_KEY ?? '' }: KvConfig): Send => {
	const root = `https://api.telnyx.com/v2/storage/kvs/${id}`
	const headers = { authorization: `Bearer ${token}` }
	return (key, init) => fetch(`${root}/keys/${encodeURIComponent(key)}`, { ...init, headers })
		.then((response) => unwrapResponse(response, { as: 'payload', legacy: true }))
}
