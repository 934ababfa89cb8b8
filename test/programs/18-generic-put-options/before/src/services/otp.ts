import { del, get, put } from '../lib/kv'

interface Challenge {
    code: string
    attempts: number
}

const FIVE_MINUTES = 5 * 60

export async function issue(phone: string, code: string) {
    await put<Challenge>(`otp/${phone}`, { code, attempts: 0 }, { expirationTtl: FIVE_MINUTES })
}

export async function verify(phone: string, code: string): Promise<'ok' | 'wrong' | 'expired'> {
    const challenge = await get<Challenge>(`otp/${phone}`)
    if (!challenge) return 'expired'
    if (challenge.code !== code) {
        const attempts = challenge.attempts + 1
        // three strikes
        if (attempts >= 3) await del(`otp/${phone}`)
        else await put<Challenge>(`otp/${phone}`, { ...challenge, attempts }, { expirationTtl: FIVE_MINUTES })
        return 'wrong'
    }
    await del(`otp/${phone}`)
    return 'ok'
}
