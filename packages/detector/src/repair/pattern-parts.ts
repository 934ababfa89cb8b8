import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../syntax/binding-pattern.js";
import { staticName } from "../syntax/nodes.js";

/**
 * The parts of a pattern that may get a value at a path: the member of that name, or the rest. Of the object itself, what
 * takes out of it what it has no longer.
 */
export function partsAt(
  pattern: TSESTree.ObjectPattern | TSESTree.ArrayPattern,
  [first]: readonly string[],
  isTakenOut: (name: string) => boolean,
): readonly TSESTree.Node[] {
  if (first === undefined)
    return pattern.type === "ArrayPattern"
      ? []
      : pattern.properties.filter(
          (each) => each.type === "RestElement" || isTakenOut(staticName(each) ?? ""),
        );
  const isFirst = (name: string | undefined): boolean =>
    name === undefined || first === ANY_MEMBER || name === first;
  const parts: readonly TSESTree.Node[] =
    pattern.type === "ArrayPattern"
      ? pattern.elements.flatMap((each, position) =>
          each !== null && (each.type === "RestElement" || isFirst(String(position))) ? [each] : [],
        )
      : pattern.properties.flatMap((each): TSESTree.Node[] =>
          each.type === "RestElement" ? [each] : isFirst(staticName(each)) ? [each.value] : [],
        );
  const named = parts.filter(({ type }) => type !== "RestElement");
  return named.length > 0 && first !== ANY_MEMBER ? named : parts;
}

/** Whether something is assigned to a member: `init.signal = signal` reads nothing of it. */
export const isWritten = (node: TSESTree.Node): boolean =>
  node.type === "MemberExpression" &&
  node.parent.type === "AssignmentExpression" &&
  node.parent.left === node &&
  node.parent.operator === "=";

/** `data === undefined`, `body != null`: whether there is anything at all. */
export const isAskedWhetherThere = ({ parent }: TSESTree.Node): boolean =>
  parent?.type === "BinaryExpression" &&
  [parent.left, parent.right].some(
    (side) =>
      (side.type === "Literal" && side.value === null) ||
      (side.type === "Identifier" && side.name === "undefined"),
  );
