import type { CloudStorageBucket, KvNamespace } from "@telnyx/edge-runtime";

declare module "@telnyx/edge-runtime" {
  interface Env {
    readonly QUOTAS: KvNamespace;
    readonly IMAGES: CloudStorageBucket;
  }
}
export {};
