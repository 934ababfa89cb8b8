type Upload = (command: { Bucket: string; Key: string; Body: string; Metadata: Record<string, string> }) => Promise<unknown>

/** put(upload)(bucket)(key)(value, ttl): looks like the other one, and lands in an S3 bucket. */
export const put = (upload: Upload) => (bucket: string) => (key: string) => (value: unknown, ttl: number) =>
	upload({
		Bucket: bucket,
		Key: key,
		Body: JSON.stringify({ value, expiration_ttl: ttl }),
		Metadata: { ttl: String(ttl) },
	})
