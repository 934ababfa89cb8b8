import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import type { Variable } from "../../syntax/nodes.js";
import { enclosingFunction, memberName, peel, staticName, contains } from "../../syntax/nodes.js";
import { isTopOfModule } from "../../syntax/text/script-blocks.js";
import { isAlwaysPresent, isRequiredMember } from "../../eval/value-facts.js";

/** Whether a member of the object that a variable holds certainly has a value where the variable is used. */
export function isSurelySet(context: Context, use: TSESTree.Node, name: string): boolean {
  const variable = use.type === "Identifier" ? context.index.variableOf(use) : undefined;
  if (variable === undefined) return false;
  const type = context.types.annotationOf(variable);
  if (isRequiredMember(context, [name], type)) return true;
  const changes = changesOf(variable, name);
  const values = changes.map((change) =>
    change.type === "AssignmentExpression" && change.operator === "=" ? change.right : undefined,
  );
  if (!values.every((value) => value !== undefined && isAlwaysPresent(context, value))) return false;
  if (changes.some((change) => isAlwaysBefore(change, use))) return true;
  // A type that says "optional" is not narrowed by the literal that a variable starts with.
  return type === undefined && isSetFromTheStart(context, variable, name);
}

/** What sets or removes a member by the variable's name: assignments, `delete`. */
function changesOf(variable: Variable, name: string): TSESTree.Node[] {
  return variable.references.flatMap(({ identifier }): TSESTree.Node[] => {
    const member = identifier.parent;
    if (
      member.type !== "MemberExpression" ||
      member.object !== identifier ||
      (memberName(member) ?? name) !== name
    )
      return [];
    const change = member.parent;
    if (change.type === "AssignmentExpression" && change.left === member) return [change];
    return change.type === "UnaryExpression" && change.operator === "delete" ? [change] : [];
  });
}

/** Whether all ways to `use` lead past a change: a statement further up in a block around it. */
function isAlwaysBefore(change: TSESTree.Node, use: TSESTree.Node): boolean {
  const statement = change.parent;
  if (statement?.type !== "ExpressionStatement" || statement.range[1] > use.range[0]) return false;
  const block = statement.parent;
  const isBlock = block.type === "BlockStatement" || isTopOfModule(block) || block.type === "StaticBlock";
  return isBlock && contains(block, use) && enclosingFunction(change) === enclosingFunction(use);
}

function isSetFromTheStart(context: Context, variable: Variable, name: string): boolean {
  const [only, ...others] = context.resolver.writtenValues(variable);
  const literal = only === undefined || only.path.length > 0 || others.length > 0 ? undefined : only.node;
  // What is asserted (`as Body`) has the type that it is asserted to be.
  if (literal?.type !== "ObjectExpression" || variable.defs[0]?.type !== "Variable") return false;
  const position = literal.properties.findLastIndex(
    (property) => property.type === "Property" && staticName(property) === name,
  );
  const property = literal.properties[position];
  const mayBeReplaced = literal.properties
    .slice(position + 1)
    .some((later) => later.type === "SpreadElement");
  return property?.type === "Property" && !mayBeReplaced && isAlwaysPresent(context, peel(property.value));
}
