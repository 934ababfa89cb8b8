import { env } from "@telnyx/edge-runtime";

export async function createCode(phone: string, code: string, seconds: number): Promise<void> {
  await env.CODES.put(`otp/${phone}`, JSON.stringify({ value: code, expiration_ttl: seconds }));
}

export async function createRate(phone: string, until: number): Promise<void> {
  await env.CODES.put(`rate/${phone}`, "1", { expiration: until } as { expirationTtl?: number });
}

export async function verifyCode(phone: string, code: string): Promise<"ok" | "wrong" | "expired"> {
  const stored = await env.CODES.get(`otp/${phone}`);
  if (stored === null) return "expired";
  return JSON.parse(stored).value === code ? "ok" : "wrong";
}

export const isLimited = async (phone: string) => (await env.CODES.get(`rate/${phone}`)) !== null;
