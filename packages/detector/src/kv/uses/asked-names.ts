import type { TSESTree } from "@typescript-eslint/utils";
import { flatten } from "../../eval/text/pattern.js";
import { isText } from "../../eval/text/static-text.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import { globalPath } from "../../flow/steps/built-ins.js";
import { memberName } from "../../syntax/nodes.js";
import type { CallNode } from "../../syntax/nodes.js";
import type { Context } from "../context.js";

/** Functions of the platform that are given an object, and the name of one of its members. */
const ASKING: ReadonlySet<string> = new Set(["Object.hasOwn", "Reflect.has", "Reflect.get"]);

/** The argument that names a member of an object which a call is given: `Object.hasOwn(entry, "value")`. */
export function nameAskedFor(
  context: Context,
  call: CallNode,
  given: TSESTree.Node,
): TSESTree.Node | undefined {
  const [object, name] = call.arguments;
  if (object !== given || name === undefined) return undefined;
  return ASKING.has(globalPath(context.index, call.callee) ?? "") || isBorrowed(call.callee)
    ? name
    : undefined;
}

/** `Object.prototype.hasOwnProperty.call(entry, "value")` */
const isBorrowed = (callee: TSESTree.Node): boolean =>
  callee.type === "MemberExpression" &&
  memberName(callee) === "call" &&
  callee.object.type === "MemberExpression" &&
  memberName(callee.object) === "hasOwnProperty";

/** The names that an expression can be, where all of them stand in the source: `entry[FIELD]`. */
export function namesIn(context: Context, node: TSESTree.Node): readonly string[] | undefined {
  const patterns = patternsOf(context.resolver, { node, callContext: null });
  return patterns.length > 0 && patterns.every((pattern) => pattern.every(isText))
    ? patterns.map((pattern) => flatten(pattern, ""))
    : undefined;
}
