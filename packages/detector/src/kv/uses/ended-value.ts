import type { TSESTree } from "@typescript-eslint/utils";
import { leavesAlways } from "../../eval/numbers/guards.js";
import { contains, selfAndAncestors } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { testsOfEnd } from "./absent-end.js";
import type { EndTest } from "./absent-end.js";

/**
 * The first place at which a program takes the value of an entry that has ended: while it fetches a new one, or where it
 * gets none. The service would have deleted it by then.
 * @param values where a value is taken out of an entry: the member, or the property of a pattern
 * @param ends where its end is asked for
 */
export function endedValueAt(
  context: Context,
  values: readonly TSESTree.Node[],
  ends: readonly TSESTree.Node[],
): TSESTree.Node | undefined {
  if (ends.length === 0) return undefined;
  const tests = testsOfEnd(context, ends);
  return values
    .flatMap((place) => usesOf(context, place))
    .find((use) => tests?.some((test) => isOutOfReach(test, use)) !== true);
}

/** Where a value is used that goes by a name. */
function usesOf(context: Context, place: TSESTree.Node): readonly TSESTree.Node[] {
  const { parent } = place;
  const name =
    place.type === "Property"
      ? place.value.type === "AssignmentPattern"
        ? place.value.left
        : place.value
      : parent?.type === "VariableDeclarator" && parent.init === place
        ? parent.id
        : undefined;
  const variable = name?.type === "Identifier" ? context.index.variableOf(name) : undefined;
  if (variable === undefined) return [place];
  return variable.references.flatMap((each) => (each.isRead() ? [each.identifier] : []));
}

/** Whether a test keeps an entry that has ended from a place. */
function isOutOfReach({ node, whenEnded }: EndTest, use: TSESTree.Node): boolean {
  if (node.type === "LogicalExpression") return contains(node.right, use);
  if (node.type === "WhileStatement") return !whenEnded && contains(node.body, use);
  const [taken, other] = whenEnded ? [node.consequent, node.alternate] : [node.alternate, node.consequent];
  if (other && contains(other, use)) return true;
  // `if (isExpired(entry)) return null; return entry.value;`
  return (
    node.type === "IfStatement" &&
    taken !== null &&
    leavesAlways(taken) &&
    use.range[0] >= node.range[1] &&
    contains(blockAround(node), use)
  );
}

const blockAround = (node: TSESTree.Node): TSESTree.Node =>
  [...selfAndAncestors(node)]
    .slice(1)
    .find(({ type }) => /^(?:BlockStatement|Program|SwitchCase)$/.test(type)) ?? node;
