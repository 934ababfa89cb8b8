import { refuse } from "../check.js";
import type { RawStore } from "../store.js";
import { deleteUnchanged } from "../store.js";

/** A value that is on its way to a key. */
export interface Overtakable {
  /** Tells it that a later write or delete has begun: it must not write any more. */
  overtake(): void;
}

/** What is under way over one raw store, through whichever typed stores of this process. */
export interface Traffic {
  /** Tells all values that are on their way to `key` that a later write or delete has begun. */
  readonly overtake: (key: string) => void;
  /** Runs `write` when all writes of `key` that were begun before have ended, well or not. */
  readonly inTurn: <T>(key: string, write: () => Promise<T>) => Promise<T>;
  /** Waits for the writes of `key` that were begun by now. */
  readonly settled: (key: string) => Promise<void>;
  readonly begin: (key: string, flight: Overtakable) => void;
  readonly end: (key: string, flight: Overtakable) => void;
}

// By the store, so that a delete through one typed store is known to another over the same raw one.
const trafficOfStore = new WeakMap<object, Traffic>();

/** The traffic over `raw`. Of keys to which nothing is under way nothing is kept. */
export function trafficOf(raw: object): Traffic {
  const known = trafficOfStore.get(raw);
  if (known) return known;
  const made = newTraffic();
  trafficOfStore.set(raw, made);
  return made;
}

function newTraffic(): Traffic {
  const last = new Map<string, Promise<void>>();
  const flights = new Map<string, Set<Overtakable>>();
  return {
    overtake: (key) => {
      for (const flight of flights.get(key) ?? []) flight.overtake();
    },
    inTurn: async (key, write) => {
      const before = last.get(key);
      // At once where nothing is in the way.
      const mine = before ? before.then(write) : write();
      const ended = mine.then(ignore, ignore);
      last.set(key, ended);
      try {
        return await mine;
      } finally {
        if (last.get(key) === ended) last.delete(key);
      }
    },
    settled: async (key) => {
      await last.get(key);
    },
    begin: (key, flight) => {
      const others = flights.get(key);
      if (others) others.add(flight);
      else flights.set(key, new Set([flight]));
    },
    end: (key, flight) => {
      const all = flights.get(key);
      if (all?.delete(flight) && all.size === 0) flights.delete(key);
    },
  };
}

/** `raw`, whose deletes of what has expired wait for the writes of the key that this process has begun. */
export function inTurnDeletes(raw: RawStore, { inTurn }: Pick<Traffic, "inTurn">): RawStore {
  const deletes: Pick<RawStore, "deleteIf"> =
    raw.delete || raw.deleteIf
      ? { deleteIf: (key, text) => inTurn(key, () => deleteUnchanged(raw, key, text)) }
      : {};
  return {
    get: (key) => raw.get(key),
    put: (key, value) => raw.put(key, value),
    list: async (options) =>
      raw.list ? await raw.list(options) : refuse("store", "able to list and delete", raw),
    ...deletes,
  };
}

function ignore(): void {
  // Only the end counts, whichever it was.
}
