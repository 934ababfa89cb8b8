import { getText, putText } from "@acme/kv-client"
import { rateKey } from "@acme/kv-client/keys"
import { encodeEnvelope } from "@kv-envelope/runtime"

export interface Limit {
  readonly perWindow: number
  readonly windowSeconds: number
}

/** Counts a hit; how many are left, or -1 if there were too many. */
export async function take(client: string, route: string, limit: Limit): Promise<number> {
  const key = rateKey(client, route)
  const raw = await getText(key)
  const used: number = raw === undefined ? 0 : JSON.parse(raw).value
  if (used >= limit.perWindow) return -1
  await putText(key, encodeEnvelope(used + 1, { ttlSeconds: limit.windowSeconds }))
  return limit.perWindow - used - 1
}
