import { env } from "@telnyx/edge-runtime";
import { encodeEnvelope } from "@kv-envelope/runtime";

export const ternary = (text: string, ttl?: number) => env.CODES.put("ternary", encodeEnvelope(text, { ttlSeconds: ttl || undefined }));
export const and = (text: string, tag?: string) => env.CODES.put("and", encodeEnvelope(text, { metadata: tag ? { tag } : undefined }));

export async function variable(text: string, ttl: number) {
  await env.CODES.put("variable", encodeEnvelope(text, { ttlSeconds: ttl }));
}

export async function unnamed(text: string, plan: string) {
  await env.CODES.put("unnamed", encodeEnvelope(text, { expiresAtMs: (Math.floor(Date.now() / 1000) + 30) * 1000, metadata: { plan } }));
}
