export { type KvBinding, bindingStore } from "./binding.js";
export { type KvFailure, type KvOperation, KvStoreError } from "./error.js";
export type { KvKeyInfo, KvListPage, KvStore } from "./kv-store.js";
export { type MemoryStore, memoryStore } from "./memory.js";
export {
  type RestPutOptions,
  type RestRequest,
  type RestResponse,
  type RestStore,
  type RestStoreOptions,
  type StoredBytes,
  restStore,
} from "./rest.js";
export type { RetryOptions } from "./retry.js";
export { type SdkClient, type SdkKeys, type SdkStoreOptions, sdkStore } from "./sdk.js";
export { type StoredBase64, decodeBytes, encodeBytes } from "../typed/bytes.js";
export type { GetOrSetOptions, MakeContext } from "../typed/get-or-set.js";
export type { Codec } from "../typed/shape.js";
export type { Checked, SchemaIssue, StandardSchema } from "../typed/standard-schema.js";
export { touch } from "../typed/touch.js";
export {
  type TypedPutOptions,
  type TypedStore,
  type TypedStoreOptions,
  typedStore,
} from "../typed/typed-store.js";
export { ValidationError } from "../typed/validation-error.js";
