import { once } from "./hooks/idempotency.ts"
import { take, type Limit } from "./limits/rate-limit.ts"

export { cacheToken, cachedToken, dropToken } from "./token.ts"

const LIMIT: Limit = { perWindow: 2, windowSeconds: 60 }

let handled = 0

export async function receive(client: string, eventId: string) {
  const left = await take(client, "POST /hooks", LIMIT)
  if (left < 0) return { status: 429 }
  return once(eventId, async () => ({ status: 200, body: `event ${++handled}` }))
}
