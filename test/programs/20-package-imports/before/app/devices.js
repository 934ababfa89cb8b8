import * as kv from '#kv'
import { lifetimes } from '#config/lifetimes'

const { device } = lifetimes

/** @param {string} code @param {string} user */
export const pair = (code, user) => kv.remember('pairing/' + code, user, { seconds: device.code })

/** @param {string} code @param {string} deviceId @param {string} model */
export async function confirm(code, deviceId, model) {
  const user = await kv.recall('pairing/' + code)
  if (user === undefined) return 'code expired'
  await kv.remember('trusted/' + deviceId, user, { seconds: device.trust, note: { model } })
  await kv.forget('pairing/' + code)
  return `trusted for ${user}`
}

/** A device that support has registered by hand never has to pair again. */
export const register = (deviceId, user, agent) =>
  kv.remember('trusted/' + deviceId, user, { note: { agent } })

export async function ownerOf(deviceId) {
  return (await kv.recall('trusted/' + deviceId)) ?? 'nobody'
}
