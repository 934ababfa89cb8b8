import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { placeOf } from "../../kv/place.js";
import { messageSources } from "../../kv/requests/message-sources.js";
import type { HelperName, Helpers } from "../imports/helper-names.js";
import { Unsafe } from "../unsafe.js";
import { checkBare, thenUnwrap } from "./then-unwrap.js";
import type { ReadRewrite } from "./then-unwrap.js";

/**
 * `http.get(url, handler)`: each handler is called with a response whose body is the value.
 * @throws {Unsafe} if other code may take the response too, or none is seen to take it
 */
export function unwrapMessages(
  context: Context,
  helpers: Helpers,
  call: TSESTree.CallExpression,
  options: readonly string[],
): ReadRewrite {
  const { handlers, onces, escapes } = messageSources(context, call);
  const [escape] = escapes;
  if (escape !== undefined)
    throw new Unsafe(
      `the request is handed to code that is not seen here (${placeOf(context, escape, call)}), which may take its response too`,
      `decode the body with \`decodeEnvelope\``,
    );
  if (handlers.length + onces.length === 0)
    throw new Unsafe(
      "it is not seen where the response to this request is taken",
      "decode its body with `decodeEnvelope`",
    );
  const rewrites = [
    ...onces.map((once) =>
      thenUnwrap(context, helpers, once, { helper: "unwrapMessage", parameter: "found", options }),
    ),
    ...handlers.map((handler) => around(context, helpers, handler, "unwrapMessage", options)),
  ];
  return {
    edits: rewrites.flatMap(({ edits }) => edits),
    helpers: rewrites.flatMap((rewrite) => rewrite.helpers),
  };
}

/**
 * superagent's `.end(callback)`
 * @throws {Unsafe} if the callback is not written in the call
 */
export function unwrapCallback(
  context: Context,
  helpers: Helpers,
  call: TSESTree.CallExpression,
  options: readonly string[],
): ReadRewrite {
  const [callback] = call.arguments;
  if (callback === undefined || callback.type === "SpreadElement")
    throw new Unsafe("its callback is not visible here", "write the callback in the call itself");
  return around(context, helpers, callback, "unwrapEnd", options);
}

/** A helper around what is called with an answer. */
function around(
  context: Context,
  helpers: Helpers,
  handler: TSESTree.Expression,
  helper: HelperName,
  options: readonly string[],
): ReadRewrite {
  checkBare(helper, options);
  const [start, end] = handler.range;
  const local = helpers.at(handler).local(helper);
  const last = options.length === 0 ? ")" : `, { ${options.join(", ")} })`;
  const edits = [
    { start, end: start, text: `${local}(` },
    { start: end, end, text: last },
  ].map((edit) => context.index.edit(handler, edit));
  return { edits, helpers: [helpers.needed(handler, helper)] };
}
