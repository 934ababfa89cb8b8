interface Slot<T> {
  value: T;
  ttl: number;
  since: number;
}

/** An in-process cache: `value` beside `ttl`, and nothing of it leaves this process. */
export function createMemo<T>(maxEntries = 500) {
  const slots = new Map<string, Slot<T>>();

  return {
    put(key: string, value: T, { ttl }: { ttl: number }) {
      if (slots.size >= maxEntries) slots.clear();
      slots.set(key, { value, ttl, since: Date.now() });
    },
    get(key: string): T | undefined {
      const slot = slots.get(key);
      if (slot === undefined) return undefined;
      if (Date.now() - slot.since <= slot.ttl * 1000) return slot.value;
      slots.delete(key);
      return undefined;
    },
  };
}
