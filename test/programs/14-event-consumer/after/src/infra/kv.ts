import ky from "ky";
import { toEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const client = ky.create({
    prefixUrl: `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`,
    headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
    throwHttpErrors: false,
    retry: 0,
});

export interface Entry<T> {
    value: T;
    ttl?: number;
    metadata?: Record<string, unknown>;
}

export async function putEntry<T>(key: string, entry: Entry<T>): Promise<void> {
    const response = await client.put(encodeURIComponent(key), { json: toEnvelope(entry.value, {
        ttlSeconds: entry.ttl,
        metadata: entry.metadata,
    }) });
    if (!response.ok) {
        throw new Error(`putEntry: ${response.status}`);
    }
}

export async function getEntry<T>(key: string): Promise<Entry<T> | undefined> {
    const response = await client.get(encodeURIComponent(key))
        .then((storedResponse) => unwrapResponse(storedResponse, {
            as: "payload",
            legacy: true,
            onExpired: () => removeEntry(key),
        }));
    if (response.status === 404) {
        return undefined;
    }
    return response.json<Entry<T>>();
}

export async function removeEntry(key: string): Promise<void> {
    await client.delete(encodeURIComponent(key));
}
