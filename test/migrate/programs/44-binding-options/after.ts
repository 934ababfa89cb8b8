import { env } from "@telnyx/edge-runtime";
import { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";

export const put = (key: string, text: string) =>
  env.CODES.put(key, encodeEnvelope(text, {
    // how long
    ttlSeconds: 60,
  }) /* that is all */);

export const putTagged = (key: string, text: string, tag: string) => env.CODES.put(key, encodeEnvelope(text.trim(), { metadata: { tag } }));

export async function get(key: string): Promise<string> {
  return (await env.CODES.get(key).then(unwrapText)) ?? "none";
}
