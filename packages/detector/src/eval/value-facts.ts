import type { TSESTree } from "@typescript-eslint/utils";
import type { Evaluation } from "./evaluation.js";
import { ABSENT, hasAny, without } from "./numbers/kinds.js";
import { kindsOf } from "./numbers/reader.js";

/** An expression that evidently gives a string, if anything: an environment variable, a string literal or template, a `string` parameter. */
export function isEvidentlyString(evaluation: Evaluation, node: TSESTree.Node): boolean {
  const found = kindsOf(evaluation, node);
  return found.has("text") && without(found, "text", "text of nothing", "falsy", ...ABSENT).size === 0;
}

/** Whether an expression always gives a value, never `undefined` or `null`, as far as the file tells. */
export const isAlwaysPresent = (evaluation: Evaluation, node: TSESTree.Node): boolean =>
  !hasAny(kindsOf(evaluation, node), ...ABSENT, "unknown");

/** Whether a type declares a member as a number that is always there. */
export function isRequiredMember(
  evaluation: Evaluation,
  path: readonly string[],
  type: TSESTree.TypeNode | undefined,
): boolean {
  const last = path.at(-1);
  const owner = evaluation.types.memberType(type, path.slice(0, -1));
  const member = evaluation.types.membersOf(owner)?.find((candidate) => candidate.name === last);
  return member?.optional === false && member.type?.type === "TSNumberKeyword";
}
