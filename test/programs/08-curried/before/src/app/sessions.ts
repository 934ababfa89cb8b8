import { sessions } from '../infra/store.ts'

export interface Guest {
	name: string
	plusOne: boolean
}

const MINUTES = 60

export const signIn = (id: string, guest: Guest) => sessions.put(id)(guest, 20 * MINUTES)
export const whoIs = (id: string) => sessions.get<Guest>(id)
export const signOut = sessions.drop

/** Each visit keeps the session for another twenty minutes. */
export const touch = async (id: string): Promise<boolean> => {
	const guest = await whoIs(id)
	if (!guest) return false
	await signIn(id, guest)
	return true
}
