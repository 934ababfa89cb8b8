import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";

/** Where the program asks any object for fields by their names: a member, a name in a pattern, a text. */
export const placesAskingFor = (context: Context, names: Iterable<string>): TSESTree.Node[] =>
  [...names].flatMap((name) => [
    ...context.index.membersNamed(name).filter((node) => !isGiven(node)),
    ...textsOf(context, name),
  ]);

/** `pick(entry, "expiration_ttl")`: texts that are no names of an object's own members, nor of a type's. */
const textsOf = (context: Context, name: string): TSESTree.Node[] =>
  context.index.all
    .filter(({ file }) => file.text.includes(name))
    .flatMap(({ nodes }) => nodes)
    .filter(
      (node) =>
        node.type === "Literal" &&
        node.value === name &&
        node.parent.type !== "TSLiteralType" &&
        node.parent.type !== "TSPropertySignature" &&
        !(node.parent.type === "Property" && node.parent.key === node) &&
        // `entry["expiration_ttl"]` is a member.
        !(node.parent.type === "MemberExpression" && node.parent.property === node),
    );

/** `body.expiration_ttl = 60`, `delete body.expiration_ttl` */
const isGiven = (node: TSESTree.Node): boolean =>
  (node.parent?.type === "AssignmentExpression" &&
    node.parent.left === node &&
    node.parent.operator === "=") ||
  (node.parent?.type === "UnaryExpression" && node.parent.operator === "delete");
