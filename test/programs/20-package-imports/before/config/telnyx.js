/** @type {Readonly<{ origin: string, namespace: string | undefined, key: string | undefined }>} */
export default Object.freeze({
  origin: 'https://api.telnyx.com',
  namespace: process.env.KV_NAMESPACE_ID,
  key: process.env.TELNYX_API_KEY,
})
