import { isText } from "@kv-envelope/detector";
import type { KvKey, StaticText } from "@kv-envelope/detector";

/** The longest key that the service takes, in characters. */
export const MAX_KEY_LENGTH = 256;
/** What the service's own keys begin with. */
const RESERVED_START = "_";
/** The character that keys of the older docs are built with, and the one that takes its place. */
export const OLD_SEPARATOR = ":";
export const SEPARATOR = "/";

const WRONG_CHARACTER = /[^-/_=.a-zA-Z0-9]/gu;

/** What no one writes into a URL as it is. */
const PROSE = /[\s"'`<>]/;

export type WrittenText = StaticText & { readonly source: NonNullable<StaticText["source"]> };

/** What is wrong with a key, and the texts that say it. */
export type KeyFault =
  | {
      readonly kind: "characters";
      readonly characters: readonly string[];
      readonly texts: readonly WrittenText[];
    }
  | { readonly kind: "length"; readonly length: number; readonly text: WrittenText }
  | { readonly kind: "reserved" | "empty"; readonly text: WrittenText };

/** What the service refuses in a key, as far as its parts are written out. */
export function faultsOfKey({ parts, isInUrl }: KvKey): KeyFault[] {
  const texts = parts.filter((part): part is StaticText => isText(part)).filter(isWritten);
  // A sentence that begins with a URL, or code that has one in it: to tell where the key ends is a guess.
  if (isInUrl && texts.some(({ text, isEncoded }) => isEncoded !== true && PROSE.test(text))) return [];
  const plain = ({ text, isEncoded }: StaticText): string =>
    isInUrl && isEncoded !== true ? decoded(text) : text;
  const [first] = parts.filter((part) => !isText(part) || part.text !== "");
  if (first === undefined) return texts.slice(0, 1).map((text) => ({ kind: "empty", text }));
  const faults: KeyFault[] = [];
  const wrong = texts.filter((text) => wrongIn(plain(text)).length > 0);
  if (wrong.length > 0)
    faults.push({
      kind: "characters",
      characters: [...new Set(wrong.flatMap((text) => wrongIn(plain(text))))],
      texts: wrong,
    });
  if (isText(first) && isWritten(first) && first.text.startsWith(RESERVED_START))
    faults.push({ kind: "reserved", text: first });
  const length = texts.reduce((sum, text) => sum + plain(text).length, 0);
  const [longest] = texts.toSorted((a, b) => b.text.length - a.text.length);
  if (length > MAX_KEY_LENGTH && longest !== undefined)
    faults.push({ kind: "length", length, text: longest });
  return faults;
}

const isWritten = (text: StaticText): text is WrittenText => text.source !== undefined;

const wrongIn = (text: string): string[] => text.match(WRONG_CHARACTER) ?? [];

/** What the service makes of a key in a URL: an encoded `:` is a `:` to it. */
const decoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
