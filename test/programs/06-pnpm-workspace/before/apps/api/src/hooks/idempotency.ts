import * as kv from "@acme/kv-client"
import { hookKey } from "@acme/kv-client/keys"

export type Outcome = { status: number; body: string }

const REMEMBER_FOR = 24 * 60 * 60

/** Runs the handler once for each event; a repeated event gets the answer that the first one got. */
export async function once(eventId: string, handle: () => Promise<Outcome>): Promise<Outcome & { replayed: boolean }> {
  const earlier = await outcomeOf(eventId)
  if (earlier) return { ...earlier, replayed: true }
  const outcome = await handle()
  // `ttl` as on the examples page
  await kv.putText(hookKey(eventId), JSON.stringify({ value: outcome, ttl: REMEMBER_FOR }))
  return { ...outcome, replayed: false }
}

async function outcomeOf(eventId: string): Promise<Outcome | undefined> {
  const text = await kv.getText(hookKey(eventId))
  if (!text) return undefined
  const { value } = JSON.parse(text) as { value: Outcome }
  return value
}
