import { refuse } from "../check.js";
import type { JsonObject } from "../json.js";
import { hasOnly, isObject, own } from "../json.js";

/** Bytes as JSON: known by the name of their only property, never by what a text looks like. */
export type StoredBase64 = {
  readonly $base64: string;
};

// An argument each: engines bound their number.
const PIECE = 0x2000;

/** `bytes` as a value that an envelope can hold. Base64 makes it longer by a third. */
export function encodeBytes(bytes: Uint8Array | ArrayBuffer): StoredBase64 {
  if (!ArrayBuffer.isView(bytes) && Object.prototype.toString.call(bytes) !== "[object ArrayBuffer]")
    refuse("bytes", "a Uint8Array or an ArrayBuffer", bytes);
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  let text = "";
  for (let start = 0; start < view.length; start += PIECE)
    text += String.fromCharCode(...view.subarray(start, start + PIECE));
  return { $base64: btoa(text) };
}

/** The bytes that a value made by {@link encodeBytes} stands for. Throws a TypeError for any other. */
export function decodeBytes(value: unknown): Uint8Array {
  const text = isObject(value) && isMarked(value) ? own(value, "$base64") : undefined;
  if (typeof text !== "string") return refuse("value", 'bytes: {"$base64": …}', value);
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function isMarked(value: JsonObject): boolean {
  return !("value" in value) && hasOnly(value, ["$base64"]);
}
