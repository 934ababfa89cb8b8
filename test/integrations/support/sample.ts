/** A file with one mistaken write, and the same file once its suggestion is taken. */
export interface Sample {
  readonly before: string;
  readonly after: string;
}

/** What is reported in each sample. */
export const FIELD = "expiration_ttl: 3600";

/**
 * Makes a sample of a text in which `WRITE` stands for the write and `IMPORT` for where the helper is to be brought in.
 * The names `key` and `token` have to be in scope at the write.
 */
export function sample(
  text: string,
  bring = 'import { encodeEnvelope } from "@kv-envelope/runtime";',
): Sample {
  return {
    before: text
      .replace(/(?<=^ *import .*\n) *IMPORT\n|^ *IMPORT\n\n?/m, "")
      .replace("WRITE", write(`JSON.stringify({ value: token, ${FIELD} })`)),
    after: text
      .replace("IMPORT", bring)
      .replace("WRITE", write("encodeEnvelope(token, { ttlSeconds: 3600 })")),
  };
}

const write = (body: string): string =>
  `fetch(\`https://api.telnyx.com/v2/storage/kvs/sessions/keys/\${key}\`, { method: "PUT", body: ${body} })`;
