import { get as load, put as store } from '../lib/kv'

const DEFAULTS = { channel: 'sms', quietFrom: 22, quietTo: 7 }
type Preferences = typeof DEFAULTS

// no options at all: preferences are for ever
export const setPreferences = (user: string, patch: Partial<Preferences>) =>
    preferencesOf(user).then((current) => store(`prefs/${user}`, { ...current, ...patch }))

export async function preferencesOf(user: string): Promise<Preferences> {
    return (await load<Preferences>(`prefs/${user}`)) ?? DEFAULTS
}
