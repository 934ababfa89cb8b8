import { POSTING_METHODS } from "@kv-envelope/detector";
import { textOf } from "../modules/file-tree.js";
import type { FileTree } from "../modules/file-tree.js";

/** What a text names that hands over a payload with an expiry. */
const FIELDS = ["expiration", "ttl", "metadata"];

/**
 * The files that may hand over what is written under a name, as to a queue: `queue.add("put", { value, expiration_ttl })`.
 * Nothing else there has to name the service.
 * @param known the files that are looked at already
 */
export const messageSenders = (tree: FileTree, known: ReadonlySet<string>): string[] =>
  tree.sources.filter((file) => {
    if (known.has(file)) return false;
    const text = textOf(tree, file, FIELDS);
    return SENT.test(text) && POSTED.test(text);
  });

const SENT = /\b(?:expiration|expiration_?ttl|ttl|metadata)\b/i;
const POSTED = new RegExp(`\\.(?:${POSTING_METHODS.join("|")})\\s*\\(`);
