import type { TSESTree } from "@typescript-eslint/utils";
import { globalPath } from "../../flow/steps/built-ins.js";
import { memberName, peel, selfAndAncestors, staticName, thisOwner } from "../../syntax/nodes.js";
import type { Evaluation } from "../evaluation.js";

/**
 * Whether what a member was made with need not be what it has: `export const config = { ttl: 0 }`, a field that others may
 * set. What nobody else gets, and nothing sets, is what it was made with.
 */
export function mayBeSetElsewhere(evaluation: Evaluation, member: TSESTree.MemberExpression): boolean {
  const name = memberName(member);
  if (name === undefined) return false;
  if (evaluation.index.membersNamed(name).some(isSet)) return true;
  const object = peel(member.object);
  if (object.type === "ThisExpression") {
    const owner = thisOwner(object);
    return owner?.type === "ClassBody" && owner.body.some((field) => isOpenField(field, name));
  }
  return evaluation.resolver
    .follow({ node: object, callContext: null })
    .some(({ node, path }) => path.length === 0 && isShared(evaluation, node));
}

const isSet = (member: TSESTree.Node): boolean =>
  member.type === "MemberExpression" &&
  member.parent.type === "AssignmentExpression" &&
  member.parent.left === member;

/** A field that is not private, nor read alone. */
const isOpenField = (field: TSESTree.ClassElement, name: string): boolean =>
  field.type === "PropertyDefinition" &&
  staticName(field) === name &&
  field.key.type !== "PrivateIdentifier" &&
  field.accessibility !== "private" &&
  !field.readonly;

/** Whether somebody else gets an object that is written out: it is exported, or handed on as a whole. */
function isShared(evaluation: Evaluation, node: TSESTree.Node): boolean {
  if (node.type === "ClassDeclaration" || node.type === "ClassExpression" || node.type === "NewExpression")
    return true;
  if (node.type !== "ObjectExpression") return false;
  for (const { type, parent } of selfAndAncestors(node)) {
    if (type === "TSAsExpression") return false;
    if (parent?.type === "CallExpression")
      return globalPath(evaluation.index, parent.callee) !== "Object.freeze";
    if (parent?.type !== "VariableDeclarator") continue;
    const variable = evaluation.index.variableOf(parent.id);
    return (
      parent.parent.parent.type === "ExportNamedDeclaration" ||
      variable?.references.some(
        ({ identifier, init }) =>
          init !== true &&
          !(identifier.parent.type === "MemberExpression" && identifier.parent.object === identifier),
      ) === true
    );
  }
  return false;
}
