import type { TSESTree } from "@typescript-eslint/utils";
import { callsOf } from "../../eval/call-context.js";
import { flatten } from "../../eval/text/pattern.js";
import { HOLE } from "../../eval/text/static-text.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import { optionNamed } from "../../http/arguments.js";
import type { Context } from "../../kv/context.js";
import { placeOf } from "../../kv/place.js";
import type { UrlPlace } from "../../kv/requests/url-place.js";
import { KEYS_URL_PART, TTL_PARAMETER } from "../../kv/vocabulary.js";
import { contains, peel, selfAndAncestors } from "../../syntax/nodes.js";
import { Unsafe } from "../unsafe.js";
import { declaredAs } from "../writes/declared.js";
import { behindSpread, spreadIn, withProperty } from "./added-property.js";
import { besideTtl } from "./moving.js";
import type { Spot } from "./moving.js";
import { placed, secondsAt } from "./placing.js";
import type { Placed, Target } from "./target.js";
import { endOfText, withQuery } from "./url-text.js";

/** Adds `ttl_secs` to the URL of a request, or to the query that its client is given. */
export function intoUrl(context: Context, target: Target): Placed {
  const { helpers, write, moved } = target;
  if (write.urlPlace === undefined)
    throw new Unsafe(
      `nothing says where \`${context.index.textOf(write.call.callee)}\` makes its URL`,
      `give it the ttl, and add \`ttl_secs\` to the URL there`,
    );
  if (write.query.some(({ name }) => name === TTL_PARAMETER))
    throw new Unsafe(`the URL has a \`${TTL_PARAMETER}\` already`, `take the field out of the body by hand`);
  const query = queryOption(context, write.urlPlace, target);
  const { node: place, handed } =
    query ??
    besideTtl(context, helpers, write.urlPlace.url, moved, "the URL", {
      endOf: endOfText,
      // A key by itself is none of a URL's text: it may be encoded, and stays what it is.
      isPlace: (passed) =>
        patternsOf(context.resolver, passed).every((pattern) =>
          flatten(pattern, HOLE).includes(KEYS_URL_PART),
        ),
    });
  const { seconds, needed, ...way } = secondsAt(context, target, { node: place, handed });
  if (query?.node.type === "ObjectExpression") {
    if (!seconds.isWhole && !write.urlPlace.leavesOutUndefined)
      throw new Unsafe(
        `the client may write a ttl that is \`undefined\` into the query as text (${placeOf(context, place, moved.from[0] ?? place)})`,
        `add \`${TTL_PARAMETER}\` there by hand`,
      );
    return placed(
      context,
      way,
      withProperty(context, query.node, behindSpread(context, TTL_PARAMETER, seconds, spreadIn(query.node))),
      needed,
    );
  }
  // Of one the URL is a part, and what else it says would be lost.
  const mayBeRequest = declaredAs(context, place).some((type) =>
    /\bRequest(?:Info)?\b/.test(context.index.textOf(type)),
  );
  if (mayBeRequest)
    throw new Unsafe(
      `\`${context.index.textOf(place)}\` may be a \`Request\` by its type (${placeOf(context, place, moved.from[0] ?? place)}), to which no query can be added`,
      `add \`${TTL_PARAMETER}\` where its URL is made, or let it be a text or a \`URL\``,
    );
  const text = seconds.isWhole && write.urlPlace.endsWithKey ? withQuery(context, place, seconds) : undefined;
  const [start, end] = place.range;
  if (text !== undefined)
    return placed(context, way, context.index.edit(place, { start, end, text }), needed);
  const called = `${helpers.at(place).local("withTtl")}(${context.index.textOf(place)}, ${seconds.text})`;
  return placed(context, way, context.index.edit(place, { start, end, text: called }), [
    ...needed,
    helpers.needed(place, "withTtl"),
  ]);
}

/** The literal that a client is given for the query, which some clients put in the place of the URL's own. */
function queryOption(
  context: Context,
  { options, queries, inherited }: UrlPlace,
  { helpers, moved, write }: Target,
): Spot | undefined {
  const own = options === undefined ? undefined : optionNamed(context, options, queries);
  const other = inherited.flatMap((each) => optionNamed(context, each, queries) ?? [])[0];
  if (own === undefined) {
    if (other === undefined) return undefined;
    throw new Unsafe(
      `the client is made with a query (${placeOf(context, other.node, moved.from[0] ?? other.node)}), which may take the place of one in the URL`,
      `add \`${TTL_PARAMETER}\` by hand`,
    );
  }
  const spot = besideTtl(context, helpers, own, moved, "the query");
  const node = peel(spot.node);
  if (node.type !== "ObjectExpression")
    throw new Unsafe(
      `the query is no object that is written out (${placeOf(context, node, moved.from[0] ?? node)})`,
      `add \`${TTL_PARAMETER}\` there by hand`,
    );
  const calls = [write.call, ...(write.callContext === null ? [] : callsOf(write.callContext))];
  if (!calls.some((call) => contains(call, node)) && !isNamedOnce(context, node))
    throw new Unsafe(
      `the query is made apart from the request (${placeOf(context, node, moved.from[0] ?? node)}), and other requests may take it`,
      `add \`${TTL_PARAMETER}\` to that of this request by hand`,
    );
  return { ...spot, node };
}

/** Whether the variable that something stands in is used in one place. */
function isNamedOnce(context: Context, node: TSESTree.Node): boolean {
  const declarator = [...selfAndAncestors(node)].find(({ type }) => type === "VariableDeclarator");
  const variable =
    declarator?.type === "VariableDeclarator" ? context.index.variableOf(declarator.id) : undefined;
  return variable?.references.filter((reference) => reference.isRead()).length === 1;
}
