import { createFactory } from "hono/factory";
import type { KvNamespace } from "@telnyx/edge-runtime";

export interface AppEnv {
  Bindings: { CACHE: KvNamespace };
  Variables: { kv: KvNamespace };
}
export const factory = createFactory<AppEnv>();
