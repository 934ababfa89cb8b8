import { CallerReputationService } from "./reputation/caller-reputation.js";
import { LruCache } from "./reputation/lru.js";
import { ScreeningSessions } from "./screening/screening-session.js";
import { InMemoryStore } from "./storage/in-memory-store.js";
import type { KeyValueStore } from "./storage/key-value-store.js";
import { TelnyxKvStore } from "./storage/telnyx-kv-store.js";

export interface Services {
  reputation: CallerReputationService;
  screening: ScreeningSessions;
}

function wire(store: KeyValueStore): Services {
  return {
    reputation: new CallerReputationService(store, new LruCache(500)),
    screening: new ScreeningSessions(store, 10 * 60),
  };
}

export function productionServices(env: NodeJS.ProcessEnv = process.env): Services {
  const { KV_NAMESPACE_ID: namespaceId, TELNYX_API_KEY: apiKey } = env;
  if (!namespaceId || !apiKey) throw new Error("KV_NAMESPACE_ID and TELNYX_API_KEY must be set");
  return wire(new TelnyxKvStore({ namespaceId, apiKey }));
}

export const testServices = (): Services => wire(new InMemoryStore());
