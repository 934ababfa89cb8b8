const { KV_NAMESPACE_ID, TELNYX_API_KEY } = process.env

export const apiUrl = () => 'https://api.telnyx.com/v2/storage/kvs/' + KV_NAMESPACE_ID

export const authorization = () => ({ authorization: 'Bearer ' + TELNYX_API_KEY })
