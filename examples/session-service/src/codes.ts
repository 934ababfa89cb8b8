// One-time codes, good for five minutes: the edge binding, with another vendor's put options.
import { env } from "@telnyx/edge-runtime";

const CODE_TTL_SECONDS = 300;

// A key has only letters, digits and - _ / = . in it.
const keyOf = (phone: string): string => `code/${phone.replace(/\D/g, "")}`;

export async function issueCode(phone: string, purpose: string): Promise<string> {
  const code = String(crypto.getRandomValues(new Uint32Array(1))[0])
    .slice(-6)
    .padStart(6, "0");
  await env.CODES.put(keyOf(phone), code, {
    expiration: Math.floor(Date.now() / 1000) + CODE_TTL_SECONDS,
    metadata: { purpose },
  });
  return code;
}

/** A code works once. */
export async function redeemCode(phone: string, code: string): Promise<boolean> {
  const expected = await env.CODES.get(keyOf(phone));
  if (expected === null || expected !== code) return false;
  await env.CODES.delete(keyOf(phone));
  return true;
}
