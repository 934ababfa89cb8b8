import type { TSESTree } from "@typescript-eslint/utils";
import { restPlace } from "../syntax/binding-pattern.js";
import { invocationOf } from "../eval/calls/invocation.js";
import type { Context } from "../kv/context.js";
import type { FunctionNode } from "../syntax/nodes.js";

/** At which position a function gets an argument, or what is spread among them, and at which path in it. */
export function placeIn(
  context: Context,
  call: TSESTree.CallExpression,
  given: TSESTree.Node,
  path: readonly string[],
): { readonly place: number | undefined; readonly inner: readonly string[] } {
  const { args } = invocationOf(context.resolver, call, null);
  const place = args.findIndex(({ node }) => node === given);
  if (place !== -1) return { place, inner: path };
  const position = call.arguments.findIndex(
    (each) => each.type === "SpreadElement" && each.argument === given,
  );
  const [element, ...inner] = path;
  const isPlain = call.arguments.slice(0, position).every(({ type }) => type !== "SpreadElement");
  if (position === -1 || !isElement(element)) return { place: undefined, inner: path };
  if (isPlain) return { place: position + Number(element), inner };
  return { place: placeByCallers(context, call, given, Number(element)), inner };
}

/** The position of what was collected, after others whose number callers tell: `(...rest) => fn(...first, ...rest)`. */
function placeByCallers(
  context: Context,
  call: TSESTree.CallExpression,
  list: TSESTree.Node,
  element: number,
): number | undefined {
  const variable = list.type === "Identifier" ? context.index.variableOf(list) : undefined;
  const rest = variable === undefined ? undefined : restPlace(variable);
  if (rest === undefined) return undefined;
  const places = context.entriesOf(rest.fn).flatMap((entry) => {
    const collected = entry.args[rest.position + element];
    const { args } = invocationOf(context.resolver, call, entry);
    return collected === undefined ? [] : [args.findIndex(({ node }) => node === collected.node)];
  });
  const [place, ...others] = new Set(places);
  return place === undefined || place === -1 || others.length > 0 ? undefined : place;
}

const isElement = (name: string | undefined): boolean => name !== undefined && /^\d+$/.test(name);

/** Whether a call runs a function that it is handed, which gets what the called one has for it: `list.map(put)`. */
export const isHandedTo = ({ resolver }: Context, fn: FunctionNode, call: TSESTree.CallExpression): boolean =>
  call.arguments.some(
    (argument) =>
      argument.type !== "SpreadElement" &&
      resolver.functionsOf({ node: argument, callContext: null }).some(({ node }) => node === fn),
  );
