import type { CloudStorageBucket, KvNamespace } from "@telnyx/edge-runtime";

export interface Stores {
  readonly sessions: KvNamespace;
  readonly all: readonly KvNamespace[];
  readonly named: Record<string, KvNamespace>;
  readonly files: CloudStorageBucket;
  open(name: string): Promise<KvNamespace>;
}
