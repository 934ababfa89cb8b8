import type { TSESTree } from "@typescript-eslint/utils";
import { constructorOf, parameterName } from "../../syntax/class-parts.js";
import { isFunction, memberChain, staticName, thisOwner } from "../../syntax/nodes.js";
import type { Bound, CallContext } from "../call-context.js";
import type { Resolver } from "../resolver.js";
import { OPEN, later, merge } from "./shape.js";
import type { Entry, Shape } from "./shape.js";

/**
 * What JSON has of an instance of a class of the program: its fields, or what its `toJSON` gives.
 * @param shapeOf reads what `toJSON` returns
 * @returns `undefined` where the class is not seen
 */
export function instanceShape(
  resolver: Resolver,
  made: TSESTree.NewExpression,
  callContext: CallContext | null,
  shapeOf: (bound: Bound) => Shape,
): Shape | undefined {
  const [constructed, ...others] = resolver.follow({ node: made.callee, callContext });
  const node = constructed?.node;
  if (node?.type !== "ClassDeclaration" && node?.type !== "ClassExpression") return undefined;
  if (constructed === undefined || others.length > 0 || constructed.path.length > 0) return undefined;
  const instance = resolver.calls.enter(
    { node: node.body, callContext: constructed.callContext },
    made,
    callContext,
  );
  const [serialiser] = resolver.members.classes.memberOf(node.body, "toJSON", false, instance) ?? [];
  if (serialiser === undefined) return later(fieldsOf(resolver, node.body, instance));
  const { node: fn, callContext: home } = serialiser;
  if (!isFunction(fn)) return OPEN;
  const given = resolver.index.returnsOf(fn).map((value) => shapeOf({ node: value, callContext: home }));
  return { ...later(merge(given)), serialiser: fn };
}

/** The fields that a class declares and assigns to `this`, and those of what it extends. */
function fieldsOf(resolver: Resolver, body: TSESTree.ClassBody, instance: CallContext): Shape {
  const entries: Entry[] = [];
  const add = (name: string | undefined, node: TSESTree.Node, value: TSESTree.Node): void => {
    if (name === undefined || name.startsWith("#")) return;
    const bound: Bound = { node: value, callContext: instance };
    entries.push({ name, node, value: bound, spreadFrom: undefined, conditions: [], isLater: true });
  };
  for (const member of body.body)
    if (member.type === "PropertyDefinition" && !member.static && member.value !== null)
      add(staticName(member), member, member.value);
  for (const parameter of constructorOf(body)?.params ?? [])
    if (parameter.type === "TSParameterProperty")
      add(parameterName(parameter.parameter), parameter, parameter.parameter);
  for (const assignment of resolver.index.fileOf(body).memberAssignments) {
    const target = memberChain(assignment.left);
    if (target?.root.type === "ThisExpression" && target.path.length === 1 && thisOwner(target.root) === body)
      add(target.path[0], assignment, assignment.right);
  }
  const own: Shape = { entries, isOpen: false };
  const parent = body.parent.superClass;
  if (parent === null) return own;
  const [base] = resolver.follow({ node: parent, callContext: null });
  if (base?.node.type !== "ClassDeclaration" && base?.node.type !== "ClassExpression")
    return { ...own, isOpen: true };
  const { body: inherited } = base.node;
  const home = resolver.members.classes.baseContext(body, inherited, instance);
  return home === undefined
    ? { ...own, isOpen: true }
    : resolver.bounded(OPEN, () => merge([fieldsOf(resolver, inherited, home), own]));
}
