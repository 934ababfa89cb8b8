import { env } from '@/lib/env'

/** Our own flag service (flags.agent-console.internal) has keys, values and a ttl as well. */
export async function publishFlag(name: string, value: boolean) {
  await fetch(`https://flags.agent-console.internal/v2/keys/${name}`, {
    method: 'PUT',
    headers: { 'x-api-key': env.apiKey },
    body: JSON.stringify({ value, ttl: 300, metadata: { by: 'console' } }),
  })
}
