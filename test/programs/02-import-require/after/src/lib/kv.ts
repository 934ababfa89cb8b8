import axios = require("axios");
import kvEnvelope = require("@kv-envelope/runtime");

const http = axios.create({
    baseURL: `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/`,
    headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
    timeout: 5_000,
});

/**
 * What goes over the wire.
 */
interface Entry<T = unknown> {
    value: T;
    /** in seconds */
    expiration_ttl?: number;
    metadata?: unknown;
}

async function write(key: string, entry: Entry): Promise<void> {
    await http.put(encodeURIComponent(key), kvEnvelope.toEnvelope(entry.value, {
        ttlSeconds: entry.expiration_ttl,
        metadata: entry.metadata,
    }));
}

async function read<T>(key: string): Promise<Entry<T> | undefined> {
    try {
        const res = await http.get<Entry<T>>(encodeURIComponent(key))
            .then((response) => kvEnvelope.unwrapAxios(response, { as: "payload", legacy: true }));
        return res.data;
    } catch (err) {
        if (axios.isAxiosError(err) && err.response?.status === 404) {
            return undefined;
        }
        throw err;
    }
}

async function erase(key: string): Promise<void> {
    await http.delete(encodeURIComponent(key));
}

export = { write, read, erase };
