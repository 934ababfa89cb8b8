import type { TSESTree } from "@typescript-eslint/utils";
import { enclosingFunction, isFunction, staticName } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import type { AbstractValue } from "../call-context.js";
import { classNamed } from "../lookups.js";
import type { Resolver } from "../resolver.js";
import { isKept } from "./later-members.js";
import { unsure } from "../unsure-values.js";

/**
 * What code outside of a class gives to a field of its instances, or of the class itself, once it is there:
 * `service.http = axios.create(…)`, `Kv.base = url`, and `service.configure(url)` of a method that keeps what it is passed.
 */
export function givenFromOutside(
  resolver: Resolver,
  body: TSESTree.ClassBody,
  name: string,
  isStatic: boolean,
): AbstractValue[] {
  return resolver.once({ node: body, callContext: null }, [], () => {
    const isHeld = (object: TSESTree.Node): boolean => stands(resolver, object, body, isStatic);
    const keptByCalls = (
      value: TSESTree.Node,
      method: FunctionNode,
      path: readonly string[] = [],
    ): AbstractValue[] => {
      const member = method.parent;
      const called =
        member.type === "MethodDefinition" && member.kind === "method" ? staticName(member) : undefined;
      if (called === undefined) return [];
      return resolver.index.membersNamed(called).flatMap((callee) => {
        const call = callee.parent;
        if (callee.type !== "MemberExpression" || call.type !== "CallExpression" || call.callee !== callee)
          return [];
        if (!isHeld(callee.object)) return [];
        const inner = resolver.calls.enter({ node: method, callContext: null }, call, null);
        return resolver.followPath(resolver.follow({ node: value, callContext: inner }), path);
      });
    };
    const assigned = resolver.index.membersNamed(name).flatMap((member) => {
      const assignment = member.parent;
      if (member.type !== "MemberExpression" || member.object.type === "ThisExpression") return [];
      if (assignment.type !== "AssignmentExpression" || assignment.left !== member) return [];
      if (assignment.operator !== "=" || !isHeld(member.object)) return [];
      // `Kv.base = options.base` in a method of its own.
      const method = enclosingFunction(member);
      return [
        ...resolver.follow({ node: assignment.right, callContext: null }),
        ...(method === undefined ? [] : keptByCalls(assignment.right, method)),
      ];
    });
    const passed = resolver.index
      .keptBy(body, name)
      .flatMap(({ value, path, method, isStatic: isKeptByClass }) =>
        method === undefined || isKeptByClass !== isStatic ? [] : keptByCalls(value, method, path),
      );
    return unsure([...assigned, ...passed].filter((value) => isKept(resolver, value)));
  });
}

/** Whether an expression is an instance of a class, or of one that extends it; or the class itself. */
function stands(
  resolver: Resolver,
  object: TSESTree.Node,
  body: TSESTree.ClassBody,
  isStatic: boolean,
): boolean {
  return resolver.follow({ node: object, callContext: null }).some(({ node, path }) => {
    if (path.length > 0) return false;
    if (isStatic) return node === body.parent;
    if (node.type !== "NewExpression") return false;
    const seen = new Set<TSESTree.ClassBody>();
    for (
      let made = classNamed(resolver, node.callee);
      made !== undefined && !seen.has(made);
      made = made.parent.superClass === null ? undefined : classNamed(resolver, made.parent.superClass)
    ) {
      if (made === body) return true;
      seen.add(made);
    }
    return false;
  });
}

/** Whether what a class says of a field itself is only what it has until somebody sets it: nothing, or a literal. */
export const isPlaceholder = (made: readonly AbstractValue[] | undefined): boolean =>
  made === undefined ||
  made.every(
    ({ node, path }) =>
      path.length === 0 &&
      !isFunction(node) &&
      (node.type === "Literal" || (node.type === "Identifier" && node.name === "undefined")),
  );
