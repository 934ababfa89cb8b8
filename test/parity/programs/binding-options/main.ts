import { env } from "@telnyx/edge-runtime";
import type { KvNamespace } from "@telnyx/edge-runtime";

declare module "@telnyx/edge-runtime" {
  interface Env {
    readonly CODES: KvNamespace;
  }
}
interface Given {
  readonly tag?: string;
}
export const chosen = (text: string, tag?: string) => env.CODES.put("a", text, tag ? { metadata: { tag } } : {}); // put
export const orNothing = (text: string, tag?: string) => env.CODES.put("b", text, tag ? { metadata: { tag } } : undefined); // put
export const spread = (text: string, tag?: string) => env.CODES.put("c", text, { ...(tag ? { metadata: { tag } } : {}) }); // put
export async function named(text: string, tag: string): Promise<void> {
  const options = { metadata: { tag } }; // put
  await env.CODES.put("d", text, options);
}
const write = (key: string, text: string, options?: { metadata?: Given }) => env.CODES.put(key, text, options);
export const handed = (text: string, tag: string) => write("e", text, { metadata: { tag } }); // put
export const read = (key: string) => env.CODES.get(key); // get
