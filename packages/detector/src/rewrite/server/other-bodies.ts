import type { Bound } from "../../eval/call-context.js";
import type { Context } from "../../kv/context.js";
import type { Payload } from "../../kv/operations/payload.js";
import type { RawWrite } from "../../kv/operations/raw-writes.js";
import { placeOf } from "../../kv/place.js";
import { contains, peel, selfAndAncestors } from "../../syntax/nodes.js";
import { Unsafe } from "../unsafe.js";

/** Each of several bodies would get the ttl of one of them. */
export function refuseOtherBodies(
  context: Context,
  { value }: RawWrite,
  { site }: Payload & { kind: "object" },
): void {
  const bodies = (value === undefined ? [] : context.resolver.follow(value.bound)).filter(
    (body) => !isSentForNoObject(context, body),
  );
  const other = bodies.find(({ node }) => !contains(site.node, node) && !contains(node, site.node));
  if (bodies.length > 1 && other !== undefined)
    throw new Unsafe(
      `the same request can also send another body (${placeOf(context, other.node, site.node)})`,
      `add \`ttl_secs\` by hand`,
    );
}

/** `undefined` of `body ? JSON.stringify(body) : undefined`, where the body is an object. */
function isSentForNoObject(context: Context, { node, callContext }: Bound): boolean {
  const choice = [...selfAndAncestors(node)].find(({ type }) => type === "ConditionalExpression");
  if (choice?.type !== "ConditionalExpression") return false;
  const isThere = isObjectThere(context, { node: choice.test, callContext });
  return isThere !== undefined && contains(isThere ? choice.alternate : choice.consequent, node);
}

/** Whether a test holds that asks for an object which is certainly there; `undefined` where it asks for something else. */
function isObjectThere(context: Context, { node, callContext }: Bound): boolean | undefined {
  const test = peel(node);
  if (test.type === "UnaryExpression" && test.operator === "!") {
    const inner = isObjectThere(context, { node: test.argument, callContext });
    return inner === undefined ? undefined : !inner;
  }
  if (test.type === "BinaryExpression" && /^[!=]==?$/.test(test.operator)) {
    const isNothing =
      (test.right.type === "Literal" && test.right.value === null) ||
      (test.right.type === "Identifier" && test.right.name === "undefined");
    const isThere = isNothing ? isObjectThere(context, { node: test.left, callContext }) : undefined;
    return isThere === undefined ? undefined : test.operator.startsWith("!");
  }
  const values = context.resolver.follow({ node: test, callContext });
  return values.length > 0 &&
    values.every(({ node: value, path }) => value.type === "ObjectExpression" && path.length === 0)
    ? true
    : undefined;
}
