import { env } from "@telnyx/edge-runtime";

export const put = (key: string, text: string) =>
  env.CODES.put(key, text, {
    // how long
    expirationTtl: 60,
  } /* that is all */);

export const putTagged = (key: string, text: string, tag: string) => env.CODES.put(key, text.trim(), { metadata: { tag } });

export async function get(key: string): Promise<string> {
  return (await env.CODES.get(key)) ?? "none";
}
