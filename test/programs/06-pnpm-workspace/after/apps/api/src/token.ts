import { getText, putText, remove } from "@acme/kv-client"
import { tokenKey } from "@acme/kv-client/keys"
import { encodeEnvelope } from "@kv-envelope/runtime"

interface Token {
  readonly access_token: string
  /** epoch milliseconds, for the console; the store drops the token by itself */
  readonly expires_at: number
}

export async function cacheToken(name: string, access_token: string, expiresIn: number): Promise<void> {
  const token: Token = { access_token, expires_at: Date.now() + expiresIn * 1000 }
  // a minute early: nobody is to start with a token that is about to end
  await putText(tokenKey(name), encodeEnvelope(token, { ttlSeconds: expiresIn - 60 }))
}

export const cachedToken = (name: string): Promise<string | null> =>
  getText(tokenKey(name)).then((text) => (text ? (JSON.parse(text).value as Token).access_token : null))

export const dropToken = (name: string) => remove(tokenKey(name))
