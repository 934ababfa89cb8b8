import { env } from "@telnyx/edge-runtime";
import { encodeEnvelope, secondsUntil, ttlSeconds, unwrapText } from "@kv-envelope/runtime";

export async function createCode(phone: string, code: string, seconds: number): Promise<void> {
  await env.CODES.put(`otp/${phone}`, encodeEnvelope(code, { ttlSeconds: seconds }), { expirationTtl: ttlSeconds(seconds) });
}

export async function createRate(phone: string, until: number): Promise<void> {
  await env.CODES.put(`rate/${phone}`, encodeEnvelope("1", { expiresAtMs: until * 1000 }), { expirationTtl: secondsUntil(until * 1000) } as { expirationTtl?: number });
}

export async function verifyCode(phone: string, code: string): Promise<"ok" | "wrong" | "expired"> {
  const stored = await env.CODES.get(`otp/${phone}`)
    .then((raw) => unwrapText(raw, { as: "payload", legacy: true }));
  if (stored === null) return "expired";
  return JSON.parse(stored).value === code ? "ok" : "wrong";
}

export const isLimited = async (phone: string) => (await env.CODES.get(`rate/${phone}`).then(unwrapText)) !== null;
