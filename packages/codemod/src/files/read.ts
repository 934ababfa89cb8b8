import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";

/** A source as it stands on disk. */
export interface Source {
  /** The bytes that were read: a file that no longer has them is not written. */
  readonly bytes: Buffer;
  /** The text, BOM included. Where the encoding is not UTF-8 it is only good enough to look for words in. */
  readonly text: string;
  /** The same for a quick look: right as far as it is ASCII. */
  readonly ascii: string;
  /** Only UTF-8 can be written back byte for byte. */
  readonly encoding: "UTF-8" | "UTF-16" | "not UTF-8";
}

export const readSource = (path: string): Source => sourceOf(readFileSync(path));

/** Where a file is read to that is only looked at: a buffer for each of them would keep the garbage collector busy. */
let shared: Buffer | undefined;
const SHARED_BYTES = 1 << 20;

/**
 * What {@link readSource} gives as `ascii`, for less.
 * @param words for still less: a text without any of these may be given as an empty one.
 */
export function lookAt(path: string, words?: readonly string[]): string {
  shared ??= Buffer.allocUnsafe(SHARED_BYTES);
  const length = readInto(shared, path);
  if (length === SHARED_BYTES) return readSource(path).ascii;
  const bytes = shared.subarray(0, length);
  if (utf16Of(bytes) !== undefined) return sourceOf(bytes).ascii;
  // Most files are searched as they lie there, and no text is made of them.
  return words === undefined || words.some((word) => bytes.includes(word)) ? bytes.toString("latin1") : "";
}

/** @returns how many bytes were read: as many as the buffer takes, if there may be more. */
function readInto(buffer: Buffer, path: string): number {
  const file = openSync(path, "r");
  try {
    let length = 0;
    for (let count = -1; count !== 0 && length < buffer.length; length += count)
      count = readSync(file, buffer, length, buffer.length - length, null);
    return length;
  } finally {
    closeSync(file);
  }
}

const utf16Of = (bytes: Buffer): "utf-16le" | "utf-16be" | undefined =>
  bytes[0] === 0xff && bytes[1] === 0xfe
    ? "utf-16le"
    : bytes[0] === 0xfe && bytes[1] === 0xff
      ? "utf-16be"
      : undefined;

/** A source that has these bytes. */
export function sourceOf(bytes: Buffer): Source {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) {
    const text = new TextDecoder(utf16).decode(bytes);
    return { bytes, text, ascii: text, encoding: "UTF-16" };
  }
  let decoded: string | undefined;
  return {
    bytes,
    // Replaces what is no UTF-8; decoding and the strict check are left for the few files whose text is used.
    get text() {
      return (decoded ??= bytes.toString("utf8"));
    },
    get ascii() {
      return bytes.toString("latin1");
    },
    get encoding() {
      return isUtf8(bytes) ? "UTF-8" : "not UTF-8";
    },
  };
}
