import type { TSESTree } from "@typescript-eslint/utils";
import type { FileIndex } from "./file-index.js";
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
  for (const { callee, arguments: given } of file.calls) {
    const called = peel(callee);
    if (called.type !== "MemberExpression" || called.object.type !== "Identifier") continue;
    if (called.object.name !== "Object") continue;
    const [target, ...others] = given;
    if (target === undefined || target.type === "SpreadElement") continue;
    for (const { name, value } of membersIn(memberName(called), others)) add(name, target, [name], value);
  }
  return found;
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
