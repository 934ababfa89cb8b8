export { type KvBinding, bindingStore } from "./binding.js";
export { type KvFailure, type KvOperation, KvStoreError } from "./error.js";
export type { KvKeyInfo, KvListPage, KvStore } from "./kv-store.js";
export { type MemoryStore, memoryStore } from "./memory.js";
export { type RestRequest, type RestResponse, type RestStore, type RestStoreOptions, type StoredBytes, restStore } from "./rest.js";
export type { RetryOptions } from "./retry.js";
export { type SdkClient, type SdkKeys, type SdkStoreOptions, sdkStore } from "./sdk.js";
