import { refuse } from "../check.js";
import { MAX_KEY_LENGTH } from "../stores/key.js";

// In every runtime that has `fetch`, but not in TypeScript's `lib` ES2022: declared for this module alone.
declare const btoa: (bytes: string) => string;
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
declare const crypto: {
  readonly subtle: { digest(algorithm: string, bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> };
};

/** Longer ones would leave too little of a long key for a list by its beginning. */
const MAX_PREFIX_LENGTH = 64;
const PREFIX = /^(?!_)[-/_=.a-zA-Z0-9]{0,64}$/;

// A SHA-256 in base64url.
const DIGEST_LENGTH = 43;
const DIGEST_MARK = "=.";
const WITH_DIGEST = /=\.[-\w]{43}$/;

/** The key behind a name: `long` where the name has only its beginning and a digest. */
type KeyBehind = { readonly key: string } | { readonly long: true } | undefined;

/**
 * Which name in the store stands for a library's key, and back.
 *
 * The service takes `a-z A-Z 0-9 - _ / = .`, and up to 256 of them. Libraries make keys of anything, most often with
 * colons. So `:` is stored as `/`, and what else the service refuses (with `/` and `=`, lest two keys be one) as `=`
 * and the hexadecimal digits of its UTF-8: `keyv:a b/c` is `keyv/a=20b=2Fc`. Each key has one name, and the name of a
 * key begins with that of the key's beginning. A key whose name would be too long keeps the beginning, and has
 * `=.` and its SHA-256 for the rest.
 */
export interface KeyMapping {
  readonly nameOf: (key: string) => Promise<string>;
  /** Whether {@link nameOf} gives a digest: the key can't be told from its name. */
  readonly isLong: (key: string) => boolean;
  /** What the names of all keys begin with that begin with `start`; those of other keys may, too. */
  readonly startOf: (start: string) => string;
  /** `undefined`: no key has this name, so another program has made it. */
  readonly keyOf: (name: string) => KeyBehind;
}

/** @param prefix what all names begin with, as it is: 0 to 64 characters that the service takes */
export function keyMapping(prefix: string): KeyMapping {
  if (typeof prefix !== "string" || !PREFIX.test(prefix))
    refuse(
      "prefix",
      `at most ${MAX_PREFIX_LENGTH} characters of a-z A-Z 0-9 - _ / = ., and not begin with _`,
      prefix,
    );
  const room = MAX_KEY_LENGTH - prefix.length;
  const headLength = room - DIGEST_MARK.length - DIGEST_LENGTH;
  return {
    nameOf: async (key) => {
      const plain = plainName(key);
      if (plain.length <= room) return prefix + plain;
      return prefix + plain.slice(0, headLength) + DIGEST_MARK + (await digestOf(key));
    },
    isLong: (key) => plainName(key).length > room,
    startOf: (start) => prefix + plainName(start).slice(0, headLength),
    keyOf: (name) => {
      if (!name.startsWith(prefix)) return undefined;
      const plain = name.slice(prefix.length);
      if (WITH_DIGEST.test(plain)) return name.length === MAX_KEY_LENGTH ? { long: true } : undefined;
      const key = keyOfPlain(plain);
      return key !== undefined && plainName(key) === plain ? { key } : undefined;
    },
  };
}

/** Names that begin with `_` are the service's own, and `.` and `..` can't stand in a URL: neither begins a name. */
const TO_ESCAPE = /^[._]|[^-.\w:]/gu;

function plainName(key: string): string {
  if (typeof key !== "string" || /[\ud800-\udfff]/u.test(key)) refuse("key", "a well-formed text", key);
  return key.replace(TO_ESCAPE, escaped).replaceAll(":", "/");
}

function escaped(character: string): string {
  const bytes = [...new TextEncoder().encode(character)];
  return bytes.map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

function keyOfPlain(plain: string): string | undefined {
  try {
    return decodeURIComponent(plain.replaceAll("/", ":").replaceAll("=", "%"));
  } catch {
    return undefined;
  }
}

async function digestOf(key: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)));
  return btoa(String.fromCharCode(...digest))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
