import ky from "ky";
import { toEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const keys = ky.create({
  prefixUrl: `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`,
  headers: { authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
  retry: 0,
});

export type Stored<T> = {
  value: T;
  metadata?: unknown;
  /** seconds */
  expiration_ttl?: number;
};

export const save = async <T,>(key: string, stored: Stored<T>): Promise<void> => {
  await keys.put(encodeURIComponent(key), { json: toEnvelope(stored.value, {
    ttlSeconds: stored.expiration_ttl,
    metadata: stored.metadata,
  }) });
};

/** The answer as it came: a missing key is for the caller to judge. */
export const open = (key: string) => keys.get(encodeURIComponent(key), { throwHttpErrors: false })
  .then((response) => unwrapResponse(response, {
    as: "payload",
    legacy: true,
    onExpired: () => discard(key),
  }));

export const discard = (key: string) => keys.delete(encodeURIComponent(key));
