import type { TSESTree } from "@typescript-eslint/utils";
import { literalText } from "../../eval/declared-types.js";
import { originsOf, rootOrigin } from "../../eval/origin.js";
import { memberName, peel } from "../../syntax/nodes.js";
import type { CallNode } from "../../syntax/nodes.js";
import type { Context } from "../context.js";

/**
 * Where what is kept under a name, in an object that others have too, may be taken out again: `app.locals.kv` and
 * `context.var.kv` as a member, `context.get("kv")`, and as a global's own name.
 */
export function placesOfKept(context: Context, name: string): TSESTree.Node[] {
  return context.files.flatMap((file) => {
    const members = file.membersNamed(name).filter((member) => isReadOfUnknown(context, member));
    const calls = file.calls.filter((call) => {
      const [key] = call.arguments;
      const callee = peel(call.callee);
      return (
        key !== undefined &&
        callee.type === "MemberExpression" &&
        GETTERS.test(memberName(callee) ?? "") &&
        literalText(key) === name &&
        isReadOfUnknown(context, call)
      );
    });
    const globals = file.calls.flatMap((call) => {
      const callee = peel(call.callee);
      const object = callee.type === "MemberExpression" ? peel(callee.object) : undefined;
      const isGlobal =
        object?.type === "Identifier" &&
        object.name === name &&
        context.index.variableOf(object) === undefined;
      return isGlobal ? [object] : [];
    });
    return [...members, ...calls, ...globals];
  });
}

/** How what is kept under a key is asked for. */
const GETTERS = /^(?:get|resolve|inject|getStore|require)$/;

/** What is taken out there, unless it is seen to come from a library, or from an object of the platform. */
function isReadOfUnknown(context: Context, node: TSESTree.Node): boolean {
  if (isWrittenTo(node)) return false;
  if (node.type === "Property" && node.parent.type === "ObjectExpression") return false;
  const value = node.type === "Property" ? node.value : node;
  const origins = originsOf(context.resolver, { node: value, callContext: null });
  return origins.length === 0 || origins.some((origin) => rootOrigin(origin).kind !== "import");
}

/** The calls of methods of a name on what nobody knows: `(c) => c.resolve("kv")` of a container's own factories. */
export const callsOnUnknown = (context: Context, method: string): CallNode[] =>
  context.files.flatMap((file) =>
    file.membersNamed(method).flatMap((member) => {
      const call = member.parent;
      return call.type === "CallExpression" &&
        call.callee === member &&
        context.scopesEntered(call).length === 0 &&
        isReadOfUnknown(context, call)
        ? [call]
        : [];
    }),
  );

/** `app.locals.kv = …`, `({ S: app.locals.kv } = env)`, and `this.made` of `this.made[name] = …`. */
export function isWrittenTo(node: TSESTree.Node): boolean {
  const { parent } = node;
  if (parent?.type === "MemberExpression" && parent.object === node) return isWrittenTo(parent);
  if (parent?.type === "Property") return parent.parent.type === "ObjectPattern" && parent.value === node;
  if (parent?.type === "ArrayPattern") return true;
  return parent?.type === "AssignmentExpression" && parent.left === node;
}
