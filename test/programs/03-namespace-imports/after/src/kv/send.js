import { unwrapResponse } from '@kv-envelope/runtime'
import endpoint, { authorization } from './endpoint.js'

/** One request to the store; any answer but "there" and "not there" is an error. */
export default async function send(method, key, body) {
  const answer = await fetch(endpoint(key), {
    method,
    headers: { authorization },
    body: body === undefined ? undefined : JSON.stringify(body)
  }).then((response) => unwrapResponse(response, { as: 'payload', legacy: true }))
  if (!answer.ok && answer.status !== 404) {
    const error = new Error(`kv: ${method} ${key}: ${answer.status}`)
    error.details = await answer.text()
    throw error
  }
  return answer
}
