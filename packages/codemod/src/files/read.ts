import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";

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

/** A source that has these bytes. */
export function sourceOf(bytes: Buffer): Source {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
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
