import type { TSESTree } from "@typescript-eslint/utils";
import { enclosingFunction, memberName, selfAndAncestors } from "../../syntax/nodes.js";

/** Whether a rejection of the call's own promise is handled in its chain. */
export function isCaughtInChain(call: TSESTree.CallExpression): boolean {
  const member = call.parent;
  if (member.type !== "MemberExpression" || member.object !== call) return false;
  const link = member.parent;
  if (link.type !== "CallExpression" || link.callee !== member) return false;
  return memberName(member) === "catch" || link.arguments.length > 1 || isCaughtInChain(link);
}

/** The `try` of the same function in whose block a node stands. */
export function enclosingTry(node: TSESTree.Node): TSESTree.TryStatement | undefined {
  const fn = enclosingFunction(node);
  let inner: TSESTree.Node = node;
  for (const current of selfAndAncestors(node)) {
    if (current === fn) return undefined;
    if (current.type === "TryStatement" && current.block === inner) return current;
    inner = current;
  }
  return undefined;
}
