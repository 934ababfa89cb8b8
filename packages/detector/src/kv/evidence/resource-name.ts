import { SDK_RESOURCE } from "../vocabulary.js";

/**
 * Whether a text names the service's resource where that can lead to a key: as a segment of a URL, or as a
 * member whose `keys` may be read. The letters alone are no evidence: they occur in base64, inside longer
 * names, and as another library's list (`result.kvs?.[0]`, `kvs?: Pair[]`).
 */
export function namesResource(text: string): boolean {
  for (let at = text.indexOf(SDK_RESOURCE); at !== -1; at = text.indexOf(SDK_RESOURCE, at + 1)) {
    const end = at + SDK_RESOURCE.length;
    if (isSegment(text, at, end) || isMember(text, at, end) || isTakenApart(text, at, end)) return true;
  }
  return false;
}

/**
 * `/storage/kvs/`, also in pieces: `"storage" + "/kvs/"`, `${base}kvs/`, `["storage", "kvs", id].join("/")`,
 * `storage["kvs"]`. A piece begins at a quote, behind a hole or in the next line, or goes on behind a slash.
 */
const isSegment = (text: string, start: number, end: number): boolean =>
  isOneOf("/\"'`}\n\r", text, start - 1) && isOneOf("/\"'`$\\", text, end);

/** `storage.kvs`, with whatever follows but what makes it a list, or another member than the keys. */
function isMember(text: string, start: number, end: number): boolean {
  const dot = lastOf(text, start, ANY_SPACE);
  if (text[dot] !== "." || text[dot - 1] === "." || isPartOfName(text, end)) return false;
  OTHER_MEMBER.lastIndex = end;
  return !OTHER_MEMBER.test(text);
}

/** `.kvs.map(…)`, `.kvs?.[0]`, `(….kvs ?? [])`. */
const OTHER_MEMBER = /\s*(?:[?!]?\.\s*(?!keys\b|\/)[\w$#]|(?:\?\.|!)?\[\s*\d|\?\?\s*\[)/y;

/** `{ kvs } = client.storage`, `{ storage: { kvs: namespaces } }`, but not `{ kvs?: Pair[] }`. */
function isTakenApart(text: string, start: number, end: number): boolean {
  // Behind a line break or a comment may be anything before it.
  const before = lastOf(text, start, BLANK);
  if (before >= 0 && !isOneOf("{,/\n\r", text, before)) return false;
  IN_PATTERN.lastIndex = end;
  return IN_PATTERN.test(text);
}

const IN_PATTERN = /\s*(?:[},/]|=(?![=>])|:\s*(?:[{/]|[\w$]+\s*[},=/]))/y;

const BLANK = " \t";
const ANY_SPACE = " \t\n\r";

/** The position of the last character before another one that is none of some. */
function lastOf(text: string, start: number, skipped: string): number {
  let at = start - 1;
  while (isOneOf(skipped, text, at)) at -= 1;
  return at;
}

const isOneOf = (characters: string, text: string, at: number): boolean =>
  at >= 0 && at < text.length && characters.includes(text.charAt(at));

const isPartOfName = (text: string, at: number): boolean => /[\w$]/.test(text.charAt(at));
