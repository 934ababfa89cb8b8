export type { Clock } from "./check.js";
export { type EncodeOptions, type Envelope, encodeEnvelope, toEnvelope } from "./envelope.js";
export { type DecodeOptions, type Decoded, decodeEnvelope } from "./decode.js";
export {
  type ListOptions,
  type ListPage,
  type PutOptions,
  type RawReader,
  type RawStore,
  deleteKey,
  getWithExpiry,
  getWithMetadata,
  putWithExpiry,
} from "./store.js";
export type { RawPutOptions, RawWriter, ServerTtlOption } from "./raw-put.js";
export { type SweepOptions, type SweepResult, sweepExpired } from "./sweep.js";
export { type EnvelopeStore, envelopeStore } from "./envelope-store.js";
export {
  type UnwrapOptions,
  unwrapJson,
  unwrapJsonText,
  unwrapOrThrow,
  unwrapText,
  unwrapTextOrThrow,
} from "./unwrap/unwrap.js";
export { unwrapResponse } from "./unwrap/response.js";
export { unwrapAxios } from "./unwrap/axios.js";
export { unwrapBody, unwrapEnd } from "./unwrap/body.js";
export { unwrapUndici } from "./unwrap/undici.js";
export { bareText } from "./bare-text.js";
export { secondsUntil, ttlSeconds, withTtl } from "./server-ttl.js";
export { unwrapMessage } from "./unwrap/message.js";
