import { constructedClass } from "../../syntax/nodes.js";
import type { CallNode, FunctionNode } from "../../syntax/nodes.js";
import type { Bound } from "../call-context.js";
import { classNamed } from "../lookups.js";
import type { Resolver } from "../resolver.js";

/**
 * What the calls of a function that has a name pass at a position, wherever they stand: `app.use(withKv(new Kv()))`. For
 * what nobody enters the function for, so that no call context says it.
 */
export function passedByName(resolver: Resolver, fn: FunctionNode, position: number): Bound[] {
  const name = nameOf(fn);
  if (name === undefined) return [];
  return resolver.index.callsNamed(name).flatMap((call): Bound[] => {
    const node = call.arguments[position];
    const isPlain = call.arguments.slice(0, position + 1).every(({ type }) => type !== "SpreadElement");
    if (node === undefined || !isPlain) return [];
    return runs(resolver, call, fn) ? [{ node, callContext: null }] : [];
  });
}

function runs(resolver: Resolver, { type, callee }: CallNode, fn: FunctionNode): boolean {
  const made = constructedClass(fn);
  if (made !== undefined) return type === "NewExpression" && classNamed(resolver, callee) === made;
  return resolver.functionsOf({ node: callee, callContext: null }).some(({ node }) => node === fn);
}

/** What a function is called by: its own name, that of the variable that it is, of the class that it constructs. */
function nameOf(fn: FunctionNode): string | undefined {
  const made = constructedClass(fn);
  if (made !== undefined) return made.parent.id?.name;
  if (fn.type === "FunctionDeclaration") return fn.id?.name;
  const { parent } = fn;
  return parent.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id.name : undefined;
}
