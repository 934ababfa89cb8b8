import { encodeEnvelope } from "@kv-envelope/runtime";
import { resilient } from "../lib/resilient";
import { telnyxFetch } from "./telnyx-fetch";

const pathOf = (key: string) => `/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;

interface Lifetime {
  seconds?: number;
  notes?: Record<string, string>;
}

export async function remember<T>(key: string, value: T, { seconds, notes }: Lifetime = {}): Promise<void> {
  const body = encodeEnvelope(value, { ttlSeconds: seconds, metadata: notes });
  await resilient((signal) => telnyxFetch(pathOf(key), { method: "PUT", body, signal }));
}

/** The raw answer: what is missing is a 404. */
export const recall = (key: string): Promise<Response> =>
  resilient((signal) => telnyxFetch(pathOf(key), { signal }), { attempts: 2 });

export const forget = (key: string) => resilient((signal) => telnyxFetch(pathOf(key), { method: "DELETE", signal }));
