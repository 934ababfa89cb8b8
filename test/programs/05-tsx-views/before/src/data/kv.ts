import ky from "ky";

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
  await keys.put(encodeURIComponent(key), { json: stored });
};

/** The answer as it came: a missing key is for the caller to judge. */
export const open = (key: string) => keys.get(encodeURIComponent(key), { throwHttpErrors: false });

export const discard = (key: string) => keys.delete(encodeURIComponent(key));
