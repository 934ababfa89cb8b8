// Caches, other clients and buckets beside a namespace, by types alone.
import { LRUCache } from "lru-cache";
import type { Redis } from "ioredis";
import type { CloudStorageBucket, KvNamespace } from "@telnyx/edge-runtime";

interface Deps {
  kv: KvNamespace;
  files: CloudStorageBucket;
  redis: Redis;
  cache: LRUCache<string, KvNamespace>;
  map: Map<string, KvNamespace>;
}
export const all = (deps: Deps) => [
  deps.files.put("a", "v", { metadata: {} }),
  deps.redis.get("a"),
  deps.cache.get("a"),
  deps.map.get("a"),
  deps.map.delete("a"),
];
export const cached = new LRUCache<string, KvNamespace>();
export const load = () => cached.get("a");
export const replaced = (deps: Omit<Deps, "kv"> & { kv: CloudStorageBucket }) => deps.kv.put("a", "v", { metadata: {} });
