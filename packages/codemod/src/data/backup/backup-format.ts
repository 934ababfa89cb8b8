// A backup is lines of JSON: a head, an entry for each key before it is changed, and after each page of the list the
// cursor of the next one, so that a run that was interrupted goes on from there. The last line says that it ended.
import { createHash } from "node:crypto";
import { isRecord } from "../../shared/record.js";

/** Which run it was: only the same one may be resumed. */
export interface BackupHead {
  readonly command: "repair" | "sweep";
  readonly namespace: string;
  readonly baseUrl: string | null;
  readonly prefix: string;
  readonly ttlFrom: string | null;
  /** What the entries became; of a backup that does not say so, envelopes. */
  readonly to: string;
  readonly envelopes: boolean;
  readonly moveColons: boolean;
}

/** An entry as it was, and what was made of it. */
export interface BackupEntry {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  /** Where the new value went; `undefined`: under the same key. */
  readonly movedTo: string | undefined;
  /** SHA-256 of the new value, in hexadecimal; `undefined`: the key was deleted. */
  readonly after: string | undefined;
  /** Epoch milliseconds at which the service deletes the new value, which it can't be asked for; `undefined`: never. */
  readonly expiresAtMs: number | undefined;
}

export type BackupLine =
  | { readonly kind: "entry"; readonly entry: BackupEntry }
  | { readonly kind: "cursor"; readonly cursor: string }
  | { readonly kind: "end" };

const FORMAT = "kv-envelope data backup";
const VERSION = 1;

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const line = (content: object): string => `${JSON.stringify(content)}\n`;

export const headLine = (head: BackupHead): string => line({ format: FORMAT, version: VERSION, ...head });
export const cursorLine = (cursor: string): string => line({ cursor });
export const END_LINE = line({ end: true });
export const entryLine = ({ key, bytes, contentType, movedTo, after, expiresAtMs }: BackupEntry): string =>
  line({
    key,
    contentType: contentType ?? null,
    before: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64"),
    movedTo: movedTo ?? null,
    after: after ?? null,
    expiresAtMs: expiresAtMs ?? null,
  });

/** @returns `undefined` if `text` is no head of this version. */
export function readHead(text: string): BackupHead | undefined {
  const given = parsed(text);
  if (given?.["format"] !== FORMAT || given["version"] !== VERSION) return undefined;
  const { command, namespace, baseUrl, prefix, ttlFrom, moveColons } = given;
  const { to = "envelope", envelopes = false } = given;
  if (
    (command !== "repair" && command !== "sweep") ||
    typeof namespace !== "string" ||
    typeof prefix !== "string" ||
    typeof moveColons !== "boolean" ||
    typeof to !== "string" ||
    typeof envelopes !== "boolean"
  )
    return undefined;
  if (!isTextOrNull(baseUrl) || !isTextOrNull(ttlFrom)) return undefined;
  return { command, namespace, baseUrl, prefix, ttlFrom, to, envelopes, moveColons };
}

/** @returns `undefined` if `text` is no line of a backup. */
export function readLine(text: string): BackupLine | undefined {
  const given = parsed(text);
  if (given === undefined) return undefined;
  const { key, contentType, before, movedTo, after, expiresAtMs = null, cursor, end } = given;
  if (end === true) return { kind: "end" };
  if (typeof cursor === "string") return { kind: "cursor", cursor };
  if (
    typeof key !== "string" ||
    typeof before !== "string" ||
    !isTextOrNull(contentType) ||
    !isTextOrNull(movedTo) ||
    !isTextOrNull(after) ||
    !(expiresAtMs === null || typeof expiresAtMs === "number")
  )
    return undefined;
  const bytes = Buffer.from(before, "base64");
  // Node skips what is no base64: then it would not be what was backed up.
  if (bytes.toString("base64") !== before) return undefined;
  return {
    kind: "entry",
    entry: {
      key,
      bytes,
      contentType: contentType ?? undefined,
      movedTo: movedTo ?? undefined,
      after: after ?? undefined,
      expiresAtMs: expiresAtMs ?? undefined,
    },
  };
}

const isTextOrNull = (given: unknown): given is string | null => given === null || typeof given === "string";

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const given: unknown = JSON.parse(text);
    return isRecord(given) ? given : undefined;
  } catch {
    return undefined;
  }
}
