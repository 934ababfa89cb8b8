/*! (c) 2026 Example, Apache-2.0 */
'use strict'

const { encodeEnvelope } = require('@kv-envelope/runtime')

module.exports.save = save

/** Saves. */
async function save (key, value) {
  await fetch(`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
    body: encodeEnvelope(value, {
      ttlSeconds: Number(process.env.TTL ?? 60) || undefined,
      metadata: { at: new Date().toISOString() }
    })
  })
}
