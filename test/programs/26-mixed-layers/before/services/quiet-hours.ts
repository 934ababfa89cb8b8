import { load, saveUntil } from '../lib/store'

/** No outbound calls to a number until the given hour (UTC) of the same day. */
export async function silence(phone: string, hour: number, why: string): Promise<void> {
	const end = new Date()
	end.setUTCHours(hour, 0, 0, 0)
	await saveUntil(`quiet/${phone}`, { why }, end)
}

export async function mayCall(phone: string): Promise<true | string> {
	const quiet = await load<{ why: string }>(`quiet/${phone}`)
	return quiet === null ? true : quiet.why
}
