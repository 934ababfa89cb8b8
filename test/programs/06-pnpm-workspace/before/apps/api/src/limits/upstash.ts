/** What the old limiter ran on, until the last region has moved. */
export interface Upstash {
  set(key: string, value: string, options: { ex: number }): Promise<"OK">
  hset(key: string, fields: Record<string, unknown>): Promise<number>
}

export async function mirror(redis: Upstash, key: string, used: number, ttl: number) {
  await redis.set(key, JSON.stringify({ value: used, ttl }), { ex: ttl })
  await redis.hset(`${key}:info`, { value: used, metadata: "mirrored", expiration_ttl: ttl })
}
