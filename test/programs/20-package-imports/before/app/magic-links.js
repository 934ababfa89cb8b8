import { forget, recall, remember } from '#kv'
import { lifetimes } from '#config/lifetimes'

/**
 * @param {string} token
 * @param {string} email
 */
export async function send(token, email) {
  await remember(`magic/${token}`, { email, sentAt: Date.now() }, { seconds: lifetimes.magicLink })
  return `https://app.example/enter?t=${token}`
}

/** @param {string} token */
export async function enter(token) {
  /** @type {{ email: string, sentAt: number } | undefined} */
  const link = await recall(`magic/${token}`)
  if (!link) return null
  await forget(`magic/${token}`)
  return link.email
}
