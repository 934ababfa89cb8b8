import type { KvClient } from "./kv/client.ts";

/** What handlers find on the context. */
export type Variables = {
  kv: KvClient;
  lane: string;
  memo: Map<string, { value: unknown; ttl: number }>;
};
