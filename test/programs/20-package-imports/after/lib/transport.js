import { unwrapResponse } from '@kv-envelope/runtime'
import telnyx from '#config/telnyx'

/**
 * @param {'GET' | 'PUT' | 'DELETE'} method
 * @param {string} key
 * @param {string} [body]
 * @returns {Promise<Response>}
 */
export function request(method, key, body) {
  const url = telnyx.origin + '/v2/storage/kvs/' + telnyx.namespace + '/keys/' + encodeURIComponent(key)
  return fetch(url, {
    method,
    headers: { Authorization: 'Bearer ' + telnyx.key },
    body,
  }).then((response) => unwrapResponse(response, { as: 'payload', legacy: true }))
}
