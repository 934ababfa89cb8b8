import type { TSESTree } from "@typescript-eslint/utils";
import type { FileIndex } from "./file-index.js";
import type { CallNode } from "./nodes.js";
import { memberChain, memberName, peel, staticName } from "./nodes.js";

/** A member that something is given once it is there: `req.kv = value`, `Object.assign(req, { kv: value })`. */
export interface GivenMember {
  /** What it is given to, with the member. */
  readonly target: { readonly root: TSESTree.Node; readonly path: readonly string[] };
  readonly value: TSESTree.Node;
}

/** What a file's code gives to members, by their names. */
export function givenMembersIn(file: FileIndex): ReadonlyMap<string, readonly GivenMember[]> {
  const found = new Map<string, GivenMember[]>();
  const add = (name: string, target: TSESTree.Node, steps: readonly string[], value: TSESTree.Node): void => {
    const chain = memberChain(target);
    if (chain === undefined) return;
    const given: GivenMember = { target: { root: chain.root, path: [...chain.path, ...steps] }, value };
    const known = found.get(name);
    if (known === undefined) found.set(name, [given]);
    else known.push(given);
  };
  for (const { left, right } of [...file.memberAssignments, ...file.lazyAssignments]) {
    const name = left.type === "MemberExpression" ? memberName(left) : undefined;
    if (name !== undefined) add(name, left, [], right);
  }
  for (const call of file.calls)
    for (const { object, name, value } of membersDefinedBy(call)) add(name, object, [name], value);
  return found;
}

/** A member that a function of `Object` gives to an object, as far as it is written out: `Object.assign(object, { name: value })`. */
export interface DefinedMember {
  readonly object: TSESTree.Node;
  readonly name: string;
  readonly value: TSESTree.Node;
}

export function* membersDefinedBy({ callee, arguments: given }: CallNode): Generator<DefinedMember> {
  const called = peel(callee);
  const [object, ...others] = given;
  if (called.type !== "MemberExpression" || called.object.type !== "Identifier") return;
  if (called.object.name !== "Object" || object === undefined || object.type === "SpreadElement") return;
  for (const { name, value } of membersIn(memberName(called), others)) yield { object, name, value };
}

/**
 * What a property descriptor describes: `put` of `Object.defineProperty(Kv.prototype, "put", { value(key) { … } })`.
 * @param value what it says the value is
 */
export function describedBy(value: TSESTree.Node): DefinedMember | undefined {
  const descriptor = value.parent?.type === "Property" ? value.parent.parent : undefined;
  const holder = descriptor?.parent;
  const call = holder?.type === "Property" ? holder.parent.parent : holder;
  if (call?.type !== "CallExpression") return undefined;
  for (const each of membersDefinedBy(call)) if (each.value === value) return each;
  return undefined;
}

/** The members that a function of `Object` gives to its first argument, as far as they are written out there. */
function* membersIn(
  method: string | undefined,
  given: readonly TSESTree.CallExpressionArgument[],
): Generator<{ readonly name: string; readonly value: TSESTree.Node }> {
  const [key, descriptor] = given;
  if (method === "assign")
    for (const source of given) if (source.type === "ObjectExpression") yield* propertiesOf(source);
  if (method === "defineProperty" && key?.type === "Literal" && descriptor?.type === "ObjectExpression")
    for (const { name, value } of propertiesOf(descriptor))
      if (name === "value") yield { name: String(key.value), value };
  if (method === "defineProperties" && key?.type === "ObjectExpression")
    for (const { name, value: described } of propertiesOf(key))
      if (described.type === "ObjectExpression")
        for (const each of propertiesOf(described))
          if (each.name === "value") yield { name, value: each.value };
}

function* propertiesOf(
  object: TSESTree.ObjectExpression,
): Generator<{ readonly name: string; readonly value: TSESTree.Node }> {
  for (const property of object.properties) {
    const name = property.type === "Property" ? staticName(property) : undefined;
    if (property.type === "Property" && name !== undefined) yield { name, value: property.value };
  }
}
