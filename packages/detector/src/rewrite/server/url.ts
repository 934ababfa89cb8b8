import type { TSESTree } from "@typescript-eslint/utils";
import { flatten } from "../../eval/text/pattern.js";
import { HOLE } from "../../eval/text/static-text.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import { optionNamed } from "../../http/arguments.js";
import type { Context } from "../../kv/context.js";
import { placeOf } from "../../kv/place.js";
import type { UrlPlace } from "../../kv/requests/url-place.js";
import { KEYS_URL_PART, TTL_PARAMETER } from "../../kv/vocabulary.js";
import { peel } from "../../syntax/nodes.js";
import { Unsafe } from "../unsafe.js";
import { withProperty } from "./added-property.js";
import { besideTtl, checkMove } from "./moving.js";
import { secondsOf } from "./seconds.js";
import type { Placed, Target } from "./target.js";
import { endOfText, withQuery } from "./url-text.js";

/** Adds `ttl_secs` to the URL of a request, or to the query that its client is given. */
export function intoUrl(context: Context, target: Target): Placed {
  const { helpers, write, parts, moved } = target;
  if (write.urlPlace === undefined)
    throw new Unsafe(
      `nothing says where \`${context.index.textOf(write.call.callee)}\` makes its URL`,
      `give it the ttl, and add \`ttl_secs\` to the URL there`,
    );
  if (write.query.some(({ name }) => name === TTL_PARAMETER))
    throw new Unsafe(`the URL has a \`${TTL_PARAMETER}\` already`, `take the field out of the body by hand`);
  const query = queryOption(context, write.urlPlace, target);
  const place =
    query ??
    besideTtl(context, write.urlPlace.url, moved, "the URL", {
      endOf: endOfText,
      // A key by itself is none of a URL's text: it may be encoded, and stays what it is.
      isPlace: (passed) =>
        patternsOf(context.resolver, passed).every((pattern) =>
          flatten(pattern, HOLE).includes(KEYS_URL_PART),
        ),
    });
  checkMove(context, moved, place);
  const seconds = secondsOf(context, helpers, place, parts);
  const needed = seconds.helpers.map((name) => helpers.needed(place, name));
  if (query !== undefined && !seconds.isWhole && !write.urlPlace.leavesOutUndefined)
    throw new Unsafe(
      `the client may write a ttl that is \`undefined\` into the query as text (${placeOf(context, query, moved.from[0] ?? query)})`,
      `add \`${TTL_PARAMETER}\` there by hand`,
    );
  if (query !== undefined)
    return { edits: [withProperty(context, query, `${TTL_PARAMETER}: ${seconds.text}`)], needed };
  const text = seconds.isWhole && write.urlPlace.endsWithKey ? withQuery(context, place, seconds) : undefined;
  const [start, end] = place.range;
  if (text !== undefined) return { edits: [context.index.edit(place, { start, end, text })], needed };
  const called = `${helpers.at(place).local("withTtl")}(${context.index.textOf(place)}, ${seconds.text})`;
  return {
    edits: [context.index.edit(place, { start, end, text: called })],
    needed: [...needed, helpers.needed(place, "withTtl")],
  };
}

/** The literal that a client is given for the query, which some clients put in the place of the URL's own. */
function queryOption(
  context: Context,
  { options, queries, inherited }: UrlPlace,
  { moved }: Target,
): TSESTree.ObjectExpression | undefined {
  const own = options === undefined ? undefined : optionNamed(context, options, queries);
  const other = inherited.flatMap((each) => optionNamed(context, each, queries) ?? [])[0];
  if (own === undefined) {
    if (other === undefined) return undefined;
    throw new Unsafe(
      `the client is made with a query (${placeOf(context, other.node, moved.from[0] ?? other.node)}), which may take the place of one in the URL`,
      `add \`${TTL_PARAMETER}\` by hand`,
    );
  }
  const node = peel(besideTtl(context, own, moved, "the query"));
  if (node.type !== "ObjectExpression")
    throw new Unsafe(
      `the query is no object that is written out (${placeOf(context, node, moved.from[0] ?? node)})`,
      `add \`${TTL_PARAMETER}\` there by hand`,
    );
  return node;
}
