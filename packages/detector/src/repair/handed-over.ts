import type { TSESTree } from "@typescript-eslint/utils";
import { memberName, selfAndAncestors } from "../syntax/nodes.js";

/** Methods through which others get what they are given: of queues, of event emitters. */
const HANDING_OVER = /^(?:push|unshift|emit|enqueue|add|next|publish|postMessage|dispatch(?:Event)?)$/;
/** The same of a whole that is kept under a key; a single field goes into a query by `query.set("expiration_ttl", ttl)`. */
const KEEPING = "set";

/**
 * What hands a part of what is written over to whoever takes it from there, as it is named in the source: `queue.push`
 * of `queue.push({ key, payload })`, `pending[key]` of `pending[key] = payload`.
 * @param carriers the calls through which it goes to the service
 */
export function handedOverAt(
  part: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
): TSESTree.Node | undefined {
  let child = part;
  let isWhole = part.type === "ObjectExpression";
  for (const current of selfAndAncestors(part)) {
    if (current === part) continue;
    if (current.type === "CallExpression") {
      if (current.callee === child || carriers.has(current)) return undefined;
      const name = current.callee.type === "MemberExpression" ? memberName(current.callee) : undefined;
      if (HANDING_OVER.test(name ?? "") || (name === KEEPING && isWhole)) return current.callee;
      if (name !== "stringify") return undefined;
    } else if (current.type === "AssignmentExpression")
      return current.left.type === "MemberExpression" && current.left.computed ? current.left : undefined;
    else if (!PASSED_THROUGH.test(current.type)) return undefined;
    isWhole ||= current.type === "ObjectExpression";
    child = current;
  }
  return undefined;
}

const PASSED_THROUGH =
  /^(TS\w+|Property|ObjectExpression|ArrayExpression|ConditionalExpression|NewExpression)$/;
