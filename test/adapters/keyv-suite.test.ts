// Keyv's own conformance suite over the adapter.
import { Keyv } from "keyv";
import { keyvApiTests, keyvIteratorTests, keyvNamespaceTest, keyvValueTests } from "@keyv/test-suite";
import * as vitest from "vitest";
import { keyvStore, type KeyvStore } from "@kv-envelope/runtime/keyv";
import { memoryStore } from "@kv-envelope/runtime/stores";

const raw = memoryStore();
// As its stores do: each call gives another adapter over the same keys.
const store = (): KeyvStore => keyvStore(raw);

vitest.describe("api", () => {
  keyvApiTests(vitest, Keyv, store);
});
vitest.describe("values", () => {
  keyvValueTests(vitest, Keyv, store);
});
vitest.describe("namespaces", () => {
  keyvNamespaceTest(vitest, Keyv, store);
});
vitest.describe("iterator", () => {
  keyvIteratorTests(vitest, Keyv, store);
});
