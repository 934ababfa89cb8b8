import { env } from "@telnyx/edge-runtime";
import type { CloudStorageBucket, KvNamespace } from "@telnyx/edge-runtime";

declare module "@telnyx/edge-runtime" {
  interface Env {
    readonly NOTES: KvNamespace;
    readonly FILES: CloudStorageBucket;
  }
}
export const document = (value: string, metadata: object) => env.NOTES.put("a", JSON.stringify({ value, metadata }));
export const file = (text: string) => env.FILES.put("a", text, { metadata: { kind: "text" } });
