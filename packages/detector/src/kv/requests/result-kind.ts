import type { HttpCall } from "../../http/http-call.js";
import { optionNamed } from "../../http/arguments.js";
import type { ResultKind, Style } from "../../http/styles.js";
import type { Context } from "../context.js";

/** What a call gives: options say whether a missing key throws, and whether the body alone is given. */
export function resultOf(context: Context, http: HttpCall): ResultKind {
  const { style } = http;
  const [only, ...others] = (style.variants ?? []).filter((variant) => isVariant(context, http, variant));
  // Together they give what no helper takes.
  return only === undefined ? style.result : others.length > 0 ? "unsupported" : only.result;
}

type Variant = NonNullable<Style["variants"]>[number];

function isVariant(context: Context, { options, making }: HttpCall, { option, value }: Variant): boolean {
  // The nearest one counts: an instance's option gives way to the call's.
  for (const given of [options, ...making.given]) {
    const set = given === undefined ? undefined : optionNamed(context, given, [option]);
    if (set === undefined) continue;
    return context.resolver.follow(set).some(({ node }) => node.type === "Literal" && node.value === value);
  }
  return false;
}
