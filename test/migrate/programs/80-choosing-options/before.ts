import { env } from "@telnyx/edge-runtime";

export const ternary = (text: string, ttl?: number) => env.CODES.put("ternary", text, ttl ? { expirationTtl: ttl } : {});
export const and = (text: string, tag?: string) => env.CODES.put("and", text, tag ? { metadata: { tag } } : undefined);

export async function variable(text: string, ttl: number) {
  const options = { expirationTtl: ttl };
  await env.CODES.put("variable", text, options);
}

export async function unnamed(text: string, plan: string) {
  await env.CODES.put("unnamed", text, {
    // @ts-expect-error the types have no name for it
    expiration: Math.floor(Date.now() / 1000) + 30,
    metadata: { plan },
  });
}
