import type { CloudStorageBucket, KvNamespace } from "@telnyx/edge-runtime";

declare global {
  namespace App {
    interface Platform {
      env: { SESSIONS: KvNamespace; FILES: CloudStorageBucket };
    }
  }
}
declare module "kit" {
  interface Registry {
    limits: KvNamespace;
    files: CloudStorageBucket;
  }
}
