import send from './send.js'

export async function put(key, document) {
  await send('PUT', key, document)
}

export async function get(key) {
  const answer = await send('GET', key)
  return answer.status === 404 ? undefined : answer.json()
}

export const remove = key => send('DELETE', key).then(() => undefined)
