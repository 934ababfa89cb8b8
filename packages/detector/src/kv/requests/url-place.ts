import type { Bound } from "../../eval/call-context.js";
import { isText } from "../../eval/text/static-text.js";
import type { Pattern } from "../../eval/text/pattern.js";
import type { HttpCall } from "../../http/http-call.js";
import type { KvKeyUrl } from "./kv-url.js";

/** Where a request says which URL it goes to: a parameter of the query is added there. */
export interface UrlPlace {
  readonly url: Bound;
  /** The client's options of this call, */
  readonly options: Bound | undefined;
  /** the names of those that hold a query, which some clients put in the place of the URL's own, */
  readonly queries: readonly string[];
  /** whether one that is `undefined` is left out, */
  readonly leavesOutUndefined: boolean;
  /** and the options that the client was made with. */
  readonly inherited: readonly Bound[];
  /** Whether the URL evidently ends with its key: no query, no fragment. */
  readonly endsWithKey: boolean;
}

/** A client's call, with the URLs that it can have. */
export function placeOfUrl(
  { url, options, style, making }: HttpCall,
  found: readonly { readonly address: KvKeyUrl; readonly pattern: Pattern }[],
): UrlPlace | undefined {
  // Of a template the client makes the URL itself.
  if (url === undefined || found.some(({ address }) => address.isTemplate)) return undefined;
  return {
    url,
    options,
    queries: style.queries,
    leavesOutUndefined: style.leavesOutUndefined === true,
    inherited: making.given,
    endsWithKey: found.every(({ address, pattern }) => endsWithKey(address, pattern)),
  };
}

/** A URL that is given by itself. */
export const placeOfBareUrl = (url: Bound, address: KvKeyUrl): UrlPlace => ({
  url,
  options: undefined,
  queries: [],
  leavesOutUndefined: false,
  inherited: [],
  endsWithKey: endsWithKey(address, []),
});

const endsWithKey = ({ query, queryHoles }: KvKeyUrl, pattern: Pattern): boolean =>
  query.length === 0 &&
  queryHoles.length === 0 &&
  !pattern.some((part) => isText(part) && /[?#]/.test(part.text));
