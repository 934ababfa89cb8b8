interface Bucket {
  put(name: string, text: string, options?: { metadata?: Record<string, string> }): Promise<unknown>
}

/** The file as it came goes to object storage. */
export const archive = (bucket: Bucket, name: string, text: string) =>
  bucket.put(`imports/${name}`, JSON.stringify({ value: text, expiration_ttl: 0, metadata: { name } }), { metadata: { source: 'crm' } })
