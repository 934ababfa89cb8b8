// The API takes and gives base64.

export function encode(text: string): string {
	return Buffer.from(text, 'utf8').toString('base64')
}

export function decode(encoded: string): string {
	return Buffer.from(encoded, 'base64').toString('utf8')
}

export const encodeJson = (data: unknown): string => encode(JSON.stringify(data))

export const decodeJson = <T>(encoded: string): T => JSON.parse(decode(encoded)) as T
