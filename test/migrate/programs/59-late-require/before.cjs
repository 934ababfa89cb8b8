const assert = require('node:assert')

exports.started = main()

async function main() {
  const status = await put('a', 1)
  assert.equal(status, 201)
  return status
}

function put(key, value) {
  const url = `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`
  const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` }
  return fetch(url, { method: 'PUT', headers, body: JSON.stringify({ value, expiration_ttl: 5 }) }).then((res) => res.status)
}

const path = require('node:path')
exports.name = () => exports.started.then(() => path.basename('/x/done'))
