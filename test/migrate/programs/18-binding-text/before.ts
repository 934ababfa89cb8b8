import { env } from "@telnyx/edge-runtime";

export async function createCode(phone: string, code: string): Promise<void> {
  await env.CODES.put(`otp/${phone}`, code, { expirationTtl: 300, metadata: { phone } });
}

export async function verifyCode(phone: string, code: string): Promise<"ok" | "wrong" | "expired"> {
  const expected = await env.CODES.get(`otp/${phone}`);
  if (expected === null) return "expired";
  return expected === code ? "ok" : "wrong";
}
