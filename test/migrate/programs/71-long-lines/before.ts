import { env } from "@telnyx/edge-runtime";

interface Visit {
  readonly page: string;
}

const url = (key: string) => `${process.env.BASE ?? "https://api.telnyx.com"}/v2/storage/kvs/n/keys/${key}`;

export const store = {
  visit: async (key: string, visit: Visit, seconds: number) => { await fetch(url(key), { method: "PUT", body: JSON.stringify({ value: visit, expiration_ttl: seconds }) }); },
  async seen(key: string, visit: Visit, seen: number): Promise<void> {
    const body = { value: visit, metadata: { seen }, expiration_ttl: seen * 60 };
    if (seen > 0) { await fetch(url(`seen-${key}`), { method: "PUT", body: JSON.stringify(body) }); }
  },
  async last(key: string): Promise<Visit | undefined> {
    const answers = await Promise.all([fetch(url(key), { signal: AbortSignal.timeout(1000) })]);
    return answers[0].ok ? ((await answers[0].json()) as { value: Visit }).value : undefined;
  },
  async edge(key: string): Promise<Visit | null> {
    const found = await env.VISITS.get<{ value: Visit }>(`visits/of/${key}`, {
      type: "json",
    });
    return found?.value ?? null;
  },
  edgePut: (key: string, visit: Visit) => env.VISITS.put(`visits/of/${key}`, JSON.stringify({ value: visit, expirationTtl: 60 })),
};
