import { load, save } from '../lib/store'

/** Where a caller is in the menu. The store's default is made for this. */
export const rememberStep = (callId, path) => save(`menu/${callId}`, path)

export async function pressed(callId, digit) {
	const path = (await load(`menu/${callId}`)) ?? []
	const next = [...path, digit]
	await rememberStep(callId, next)
	return next.join('>')
}
