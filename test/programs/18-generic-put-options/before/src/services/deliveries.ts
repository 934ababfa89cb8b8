import * as kv from '../lib/kv'
import type { PutOptions } from '../lib/kv'

export type DeliveryState = 'queued' | 'sent' | 'failed'

/** Final states are kept for a day only; what is still queued stays until somebody has looked at it. */
export async function track(id: string, state: DeliveryState, carrier?: string): Promise<void> {
    const options: PutOptions = {}
    if (state !== 'queued') options.expirationTtl = 86_400
    if (carrier) options.metadata = { carrier }
    await kv.put(`delivery/${id}`, state, options)
}

export const stateOf = async (id: string) => (await kv.get<DeliveryState>(`delivery/${id}`)) ?? 'unknown'
