// What the stores are made from, by the types that programs have: nothing is to be cast.
import type Telnyx from "telnyx";
import { expectTypeOf, it } from "vitest";
import { envelopeStore } from "@kv-envelope/runtime";
import { type KvStore, bindingStore, restStore, sdkStore, typedStore } from "@kv-envelope/runtime/stores";

/** As the reference of `@telnyx/edge-runtime` 0.2.2 gives it (the package is not on npm here). */
interface KvNamespace {
  get(key: string, options?: { type?: "text" }): Promise<string | null>;
  get<T>(key: string, options: { type: "json" }): Promise<T | null>;
  put(key: string, value: string, options?: { expirationTtl?: number; metadata?: unknown }): Promise<void>;
  delete(key: string): Promise<void>;
  list(options?: { prefix?: string; limit?: number; cursor?: string }): Promise<{
    keys: { name: string; sizeBytes?: number; updatedAt?: Date; metadata?: unknown }[];
    list_complete: boolean;
    cursor?: string;
  }>;
}

it("the binding, the SDK's client and the global fetch are taken as they are", () => {
  const make = (namespace: KvNamespace, client: Telnyx, signal: AbortSignal): void => {
    expectTypeOf(bindingStore(namespace)).toExtend<KvStore>();
    expectTypeOf(sdkStore(client, "n", { updateForm: "7.6" })).toExtend<KvStore>();
    expectTypeOf(restStore({ namespaceId: "n", apiKey: "KEY", fetch, signal })).toExtend<KvStore>();
    envelopeStore(namespace);
    typedStore<{ n: number }>(namespace);
  };
  expectTypeOf(make).toBeFunction();
});
