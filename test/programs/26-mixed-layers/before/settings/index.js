import { defaults } from './defaults'

const fromEnv = (name, fallback) => {
	const text = process.env[name]
	return text === undefined ? fallback : Number(text)
}

export const settings = {
	minutes: {
		...defaults,
		verification: fromEnv('VERIFICATION_MINUTES', defaults.verification),
	},
	namespace: process.env.KV_NAMESPACE_ID,
	apiKey: process.env.TELNYX_API_KEY,
}

export const seconds = (minutes) => minutes * 60
