import process from 'node:process'

const { KV_NAMESPACE_ID: id, TELNYX_API_KEY: key } = process.env

export type Put = (name: string, text: string) => Promise<boolean>

function target(name: string) {
  return `https://api.telnyx.com/v2/storage/kvs/${id}/keys/${encodeURIComponent(name)}`
}

export const putText: Put = async (name, text) => {
  const answer = await fetch(target(name), {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}` },
    body: text,
  })
  return answer.ok
}

export async function getText(name: string): Promise<string | undefined> {
  const answer = await fetch(target(name), { headers: { authorization: `Bearer ${key}` } })
  if (answer.ok) return answer.text()
  if (answer.status === 404) return undefined
  throw new Error(`reading ${name} failed: ${answer.status}`)
}
