interface Slot<T> {
  item: T;
  until: number;
}

/** A small cache in this process, in front of the reputation provider. */
export class LruCache<T> {
  private readonly slots = new Map<string, Slot<T>>();

  constructor(private readonly size: number) {}

  put(key: string, item: T, options: { ttl: number; metadata?: { reason: string } }): void {
    this.slots.delete(key);
    this.slots.set(key, { item, until: Date.now() + options.ttl * 1000 });
    if (this.slots.size > this.size) {
      const [oldest] = this.slots.keys();
      if (oldest !== undefined) this.slots.delete(oldest);
    }
  }

  get(key: string): T | undefined {
    const slot = this.slots.get(key);
    return slot && slot.until > Date.now() ? slot.item : undefined;
  }
}
