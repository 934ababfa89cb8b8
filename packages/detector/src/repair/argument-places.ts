import type { TSESTree } from "@typescript-eslint/utils";
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
  return position === -1 || !isPlain || !isElement(element)
    ? { place: undefined, inner: path }
    : { place: position + Number(element), inner };
}

const isElement = (name: string | undefined): boolean => name !== undefined && /^\d+$/.test(name);

/** Whether a call runs a function that it is handed, which gets what the called one has for it: `list.map(put)`. */
export const isHandedTo = ({ resolver }: Context, fn: FunctionNode, call: TSESTree.CallExpression): boolean =>
  call.arguments.some(
    (argument) =>
      argument.type !== "SpreadElement" &&
      resolver.functionsOf({ node: argument, callContext: null }).some(({ node }) => node === fn),
  );
