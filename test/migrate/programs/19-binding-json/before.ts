import { env } from "@telnyx/edge-runtime";

interface Rates {
  base: string;
  usd: number;
}

export default {
  async fetch(request: Request): Promise<Response> {
    const base = new URL(request.url).searchParams.get("base") ?? "eur";
    const cached = await env.RATES.get<Rates>(`rates/${base}`, { type: "json" });
    if (cached) return Response.json({ ...cached, cached: true });
    const fresh: Rates = { base, usd: 1.1 };
    await env.RATES.put(`rates/${base}`, JSON.stringify(fresh), { expirationTtl: 600 });
    return Response.json(fresh);
  },
};
