import { encodeEnvelope } from "@kv-envelope/runtime";
import { httpGetText, httpPut } from "../lib/http";

const headers = () => ({ Authorization: `Bearer ${process.env.TELNYX_API_KEY}` });

export const telnyxKey = (key: string) =>
  `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;

export interface Kept<T> {
  value: T;
  metadata?: { depot: string };
}

export async function keep<T>(key: string, value: T, hours: number, depot?: string): Promise<void> {
  await httpPut(
    telnyxKey(key),
    encodeEnvelope(value, { ttlSeconds: hours * 3600, metadata: depot ? { depot } : undefined }),
    headers(),
  );
}

export async function kept<T>(key: string): Promise<Kept<T> | null> {
  const raw = await httpGetText(telnyxKey(key), headers());
  return raw === null ? null : (JSON.parse(raw) as Kept<T>);
}
