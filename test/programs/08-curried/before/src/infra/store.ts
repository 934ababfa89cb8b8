import { createKv } from '#kv'

const kv = createKv({ id: process.env.KV_NAMESPACE_ID! })

export const sessions = kv.scoped('sessions')
export const invites = kv.scoped('invites')
