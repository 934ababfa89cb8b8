import { env } from "@telnyx/edge-runtime";
import { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";

export async function createCode(phone: string, code: string): Promise<void> {
  await env.CODES.put(`otp/${phone}`, encodeEnvelope(code, { ttlSeconds: 300, metadata: { phone } }));
}

export async function verifyCode(phone: string, code: string): Promise<"ok" | "wrong" | "expired"> {
  const expected = await env.CODES.get(`otp/${phone}`).then(unwrapText);
  if (expected === null) return "expired";
  return expected === code ? "ok" : "wrong";
}
