import { encodeEnvelope } from "@kv-envelope/runtime";
import type { KeyValueStore } from "../storage/key-value-store.js";
import type { LruCache } from "./lru.js";

export type Verdict = "trusted" | "unknown" | "spam";

export interface Reputation {
  verdict: Verdict;
  score: number;
}

const ONE_DAY = 24 * 60 * 60;

export class CallerReputationService {
  constructor(
    private readonly store: KeyValueStore,
    private readonly hot: LruCache<Verdict>,
  ) {}

  async record(number: string, reputation: Reputation, source: string): Promise<void> {
    // A spam verdict is kept for longer: such numbers come back.
    const seconds = reputation.verdict === "spam" ? 7 * ONE_DAY : ONE_DAY;
    await this.store.put(
      this.keyOf(number),
      encodeEnvelope(reputation, { ttlSeconds: seconds, metadata: { source } }),
    );
  }

  async lookUp(number: string): Promise<Reputation> {
    const stored = await this.store.get(this.keyOf(number));
    if (stored === null) return { verdict: "unknown", score: 0 };
    return (JSON.parse(stored) as { value: Reputation }).value;
  }

  /** Within one call the verdict is asked for again and again. */
  async verdictDuringCall(number: string): Promise<Verdict> {
    const known = this.hot.get(number);
    if (known) return known;
    const { verdict } = await this.lookUp(number);
    this.hot.put(number, verdict, { ttl: 5, metadata: { reason: "call" } });
    return verdict;
  }

  private keyOf(number: string): string {
    return `reputation/${number.replace(/^\+/, "")}`;
  }
}
