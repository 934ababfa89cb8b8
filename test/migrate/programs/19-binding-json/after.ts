import { env } from "@telnyx/edge-runtime";
import { encodeEnvelope, unwrapJsonText } from "@kv-envelope/runtime";

interface Rates {
  base: string;
  usd: number;
}

export default {
  async fetch(request: Request): Promise<Response> {
    const base = new URL(request.url).searchParams.get("base") ?? "eur";
    const cached = await env.RATES.get(`rates/${base}`).then((raw) => unwrapJsonText<Rates>(raw));
    if (cached) return Response.json({ ...cached, cached: true });
    const fresh: Rates = { base, usd: 1.1 };
    await env.RATES.put(`rates/${base}`, encodeEnvelope(JSON.stringify(fresh), { ttlSeconds: 600 }));
    return Response.json(fresh);
  },
};
