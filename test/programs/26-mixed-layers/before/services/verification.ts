import { seconds, settings } from '../settings'
import { discard, load, save } from '../lib/store'

const keyOf = (phone: string) => `verify/${phone.replace(/^\+/, '')}`

export async function start(phone: string, code: string, minutes = settings.minutes.verification): Promise<void> {
	await save(keyOf(phone), { code }, seconds(minutes))
}

export async function check(phone: string, code: string): Promise<boolean> {
	const open = await load<{ code: string }>(keyOf(phone))
	if (open === null || open.code !== code) return false
	await discard(keyOf(phone))
	return true
}
