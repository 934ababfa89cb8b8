import { get, put } from '../lib/kv'

export interface Place {
    city: string
    lat: number
    lon: number
}

export async function cachePlace(ip: string, place: Place, opts: { sticky?: boolean; provider?: string } = {}) {
    const metadata = opts.provider ? { provider: opts.provider } : undefined
    await put(
        `geo/${ip}`,
        place,
        opts.sticky ? { metadata } : { expirationTtl: 3600, metadata },
    )
}

export async function nearest(ip: string, lookup: () => Promise<Place>): Promise<Place> {
    const hit = await get<Place>(`geo/${ip}`)
    if (hit !== null) return hit
    const place = await lookup()
    await cachePlace(ip, place, { provider: 'maxmind' })
    return place
}
