import { env } from "@telnyx/edge-runtime";
import { encodeEnvelope, unwrapJsonText, unwrapResponse } from "@kv-envelope/runtime";

interface Visit {
  readonly page: string;
}

const url = (key: string) => `${process.env.BASE ?? "https://api.telnyx.com"}/v2/storage/kvs/n/keys/${key}`;

export const store = {
  visit: async (key: string, visit: Visit, seconds: number) => { await fetch(url(key), { method: "PUT", body: encodeEnvelope(visit, { ttlSeconds: seconds }) }); },
  async seen(key: string, visit: Visit, seen: number): Promise<void> {
    if (seen > 0) { await fetch(url(`seen-${key}`), { method: "PUT", body: encodeEnvelope(visit, {
      metadata: { seen },
      ttlSeconds: seen * 60,
    }) }); }
  },
  async last(key: string): Promise<Visit | undefined> {
    const answers = await Promise.all([fetch(url(key), { signal: AbortSignal.timeout(1000) }).then((response) => unwrapResponse(response, {
      as: "payload",
      legacy: true,
    }))]);
    return answers[0].ok ? ((await answers[0].json()) as { value: Visit }).value : undefined;
  },
  async edge(key: string): Promise<Visit | null> {
    const found = await env.VISITS.get(`visits/of/${key}`)
      .then((raw) => unwrapJsonText<{ value: Visit }>(raw, { as: "payload", legacy: true }));
    return found?.value ?? null;
  },
  edgePut: (key: string, visit: Visit) => env.VISITS.put(`visits/of/${key}`, encodeEnvelope(visit, { ttlSeconds: 60 })),
};
