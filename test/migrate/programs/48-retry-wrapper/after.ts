import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

async function withRetry<T>(run: () => Promise<T>, times = 2): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (times === 0) throw error;
    return withRetry(run, times - 1);
  }
}

export const put = (key: string, value: unknown, ttl: number) =>
  withRetry(async () => {
    const res = await fetch(url(key), { method: "PUT", headers, body: Buffer.from(encodeEnvelope(value, { ttlSeconds: ttl })) });
    if (!res.ok) throw new Error("put");
  });

export const get = async (key: string) => {
  const res = await withRetry(() => fetch(url(key), { headers }).then((response) => unwrapResponse(response, {
    as: "payload",
    legacy: true,
  })));
  return res.ok ? (await res.json()).value : "missing";
};
