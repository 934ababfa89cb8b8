// A store in memory and an adapter's clock that a test moves.
import { memoryStore, type MemoryStore } from "@kv-envelope/runtime/stores";

export const START = 1_800_000_000_000;

export interface Timed {
  readonly raw: MemoryStore;
  readonly now: () => number;
  readonly pass: (seconds: number) => void;
  /** What is stored, as JSON where it is that. */
  readonly stored: () => Promise<Record<string, unknown>>;
}

export const timed = (): Timed => {
  let time = START;
  const now = (): number => time;
  const raw = memoryStore({ now });
  return {
    raw,
    now,
    pass: (seconds) => {
      time += seconds * 1000;
    },
    stored: async () => {
      const { keys } = await raw.list();
      const texts = await Promise.all(keys.map(async ({ name }) => [name, await raw.get(name)] as const));
      return Object.fromEntries(texts.map(([name, text]) => [name, parsed(text ?? "")]));
    },
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
