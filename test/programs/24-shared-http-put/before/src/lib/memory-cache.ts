interface SetOptions {
  /** seconds */
  ttl?: number;
}

/** Redis in miniature, for a single process. Real expiry: the cache looks at the clock itself. */
export class MemoryCache {
  private readonly entries = new Map<string, { value: unknown; ttl?: number; expiration?: number }>();

  set(key: string, value: unknown, { ttl }: SetOptions = {}): void {
    this.entries.set(key, { value, ttl, expiration: ttl === undefined ? undefined : Date.now() + ttl * 1000 });
  }

  get<T>(key: string): T | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    if (entry.expiration !== undefined && Date.now() > entry.expiration) {
      this.entries.delete(key);
      return undefined;
    }
    return entry.value as T;
  }
}

export const cache = new MemoryCache();
