// What runs in every runtime: all of the package once, over a real server. Bundled by runtimes.ts.
import {
  decodeEnvelope,
  encodeEnvelope,
  envelopeStore,
  unwrapResponse,
  unwrapText,
} from "@kv-envelope/runtime";
import {
  decodeBytes,
  encodeBytes,
  memoryStore,
  restStore,
  typedStore,
  KvStoreError,
} from "@kv-envelope/runtime/stores";
import { unstorageDriver } from "@kv-envelope/runtime/unstorage";

export interface Surroundings {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly namespaceId: string;
}

/** What was seen, as JSON: the same everywhere. */
export async function check({ baseUrl, apiKey, namespaceId }: Surroundings): Promise<unknown> {
  let time = 1_800_000_000_000;
  const now = (): number => time;
  const rest = restStore({ baseUrl, apiKey, namespaceId });
  const entries = envelopeStore(rest, { now });
  await entries.put("where/1", { text: "ä😀" }, { ttlSeconds: 60, metadata: { m: 1 } });
  await entries.put("where/2", "stays");
  await typedStore(rest).putBytes("where/3", Uint8Array.of(0, 127, 128, 255));
  const seen = {
    encoded: encodeEnvelope("v", { ttlSeconds: 1, now }),
    decoded: decodeEnvelope('{"value":"v","expires_at":1}'),
    legacy: unwrapText('{"value":"w6Q=","expiration_ttl":5}', { base64: true }),
    bytes: [...decodeBytes(encodeBytes(new Uint8Array([1, 2])))],
    alive: await entries.getWithMetadata("where/1"),
    stored: [...((await typedStore(rest).getBytes("where/3")) ?? [])],
    response: await (await unwrapResponse(new Response(encodeEnvelope({ a: 1 })))).text(),
    missing: await rest.get("where/none"),
    memory: await typedStore(memoryStore()).getOrSet("k", () => 5),
  };
  // An adapter, and a key whose name needs a digest.
  const driver = unstorageDriver(memoryStore());
  const long = "ä".repeat(200);
  await driver.setItem(long, "long");
  const adapted = [await driver.getItem(long), (await driver.getKeys())[0] === long];
  time += 60_001;
  const swept = await entries.sweepExpired({ prefix: "where/" });
  const gone = await entries.get("where/1");
  const refused = await restStore({ baseUrl, apiKey: "KEY-wrong", namespaceId })
    .get("k")
    .catch((error: unknown) =>
      error instanceof KvStoreError
        ? [error.operation, error.key, error.status, error.code, error.attempts]
        : String(error),
    );
  const slow = await restStore({ baseUrl, apiKey, namespaceId, timeoutMs: 50, maxRetries: 0 })
    .get("slow")
    .catch((error: unknown) => (error instanceof KvStoreError ? error.code : String(error)));
  for (const { name } of (await rest.list({ prefix: "where/" })).keys) await rest.delete(name);
  return JSON.parse(
    JSON.stringify({ ...seen, adapted, swept, gone, refused, slow, left: (await rest.list()).keys.length }),
  );
}
