import type { TSESTree } from "@typescript-eslint/utils";
import { peel } from "../../syntax/nodes.js";
import { ABSENT, FALSY, kinds, only, union, without } from "./kinds.js";
import type { Kinds } from "./kinds.js";

/** What a condition says of an expression, where it holds. */
interface Fact {
  /** The expression, as the source spells it. */
  readonly text: string;
  readonly narrow: (given: Kinds) => Kinds;
}

export type Facts = readonly Fact[];

/** What is there, and of which no more is known, is what the field is meant for. */
const meant = (given: Kinds): Kinds =>
  given.has("unknown") ? union([without(given, "unknown"), kinds("number")]) : given;
const truthy = (given: Kinds): Kinds => without(meant(given), ...ABSENT, ...FALSY);
const present = (given: Kinds): Kinds => without(meant(given), ...ABSENT);
/** Not one of `undefined` and `null`: what is not known may still be the other. */
const isNot =
  (kept: "absent" | "null") =>
  (given: Kinds): Kinds => {
    const [other] = ABSENT.filter((kind) => kind !== kept);
    const rest = without(meant(given), kept);
    return given.has("unknown") && other !== undefined ? union([rest, kinds(other)]) : rest;
  };
const number = (given: Kinds): Kinds =>
  given.has("unknown") ? kinds("number", "falsy") : only(given, "number", "falsy", "NaN", "refused");
const positive = (): Kinds => kinds("number");
const text = (given: Kinds): Kinds => (given.has("unknown") ? kinds("text") : only(given, "text", "falsy"));
const noText = (given: Kinds): Kinds => without(given, "text", "text of nothing");
const object = (given: Kinds): Kinds => only(given, "object", "null", "unknown");
const noObject = (given: Kinds): Kinds => without(given, "object", "null");
const noNumber = (given: Kinds): Kinds => without(given, "number");

/** What is known where a condition holds (`when`), or where it does not. */
export function factsOf(
  textOf: (node: TSESTree.Node) => string,
  condition: TSESTree.Node,
  when: boolean,
): Facts {
  const test = peel(condition);
  const inner = (node: TSESTree.Node, holds = when): Facts => factsOf(textOf, node, holds);
  const of = (node: TSESTree.Node, narrow: Fact["narrow"]): Facts => [{ text: textOf(peel(node)), narrow }];
  switch (test.type) {
    case "UnaryExpression":
      return test.operator === "!" ? inner(test.argument, !when) : [];
    case "LogicalExpression":
      return test.operator === (when ? "&&" : "||") ? [...inner(test.left), ...inner(test.right)] : [];
    case "BinaryExpression":
      return test.left.type === "PrivateIdentifier"
        ? []
        : compared(test.operator, test.left, test.right, when, of);
    case "Identifier":
    case "MemberExpression":
      return when ? of(test, truthy) : [];
    case "CallExpression": {
      const [first] = test.arguments;
      if (!when || first === undefined) return when ? of(test, truthy) : [];
      const callee = textOf(test.callee);
      if (callee === "Boolean") return inner(first);
      return /^Number\.is(?:Finite|Integer|SafeInteger)$/.test(callee) ? of(first, number) : of(test, truthy);
    }
    default:
      return [];
  }
}

function compared(
  operator: string,
  left: TSESTree.Node,
  right: TSESTree.Node,
  when: boolean,
  of: (node: TSESTree.Node, narrow: Fact["narrow"]) => Facts,
): Facts {
  if (/^[<>]=?$/.test(operator)) {
    // `x > 0`, `0 < x`, `x >= 1`: a comparison with nothing never holds.
    const isUpward = operator.startsWith(">");
    const [looked, bound] = isUpward ? [left, right] : [right, left];
    const least = peel(bound);
    const isAboveZero =
      least.type === "Literal" &&
      typeof least.value === "number" &&
      least.value >= (operator.length > 1 ? 1 : 0);
    return when && isAboveZero ? of(looked, positive) : [];
  }
  if (!/^[!=]==?$/.test(operator)) return [];
  const isSame = operator.startsWith("=") === when;
  const [looked, other] = isNothing(left) ? [right, peel(left)] : [left, peel(right)];
  const inner = peel(looked);
  if (inner.type === "UnaryExpression" && inner.operator === "typeof" && other.type === "Literal")
    return ofType(String(other.value), isSame, (narrow) => of(inner.argument, narrow));
  if (isSame || !isNothing(other)) return [];
  if (!operator.endsWith("==") || operator.length < 3) return of(looked, present);
  return of(looked, isNot(other.type === "Literal" ? "null" : "absent"));
}

function ofType(name: string, isSame: boolean, of: (narrow: Fact["narrow"]) => Facts): Facts {
  if (name === "number") return of(isSame ? number : noNumber);
  if (name === "string") return of(isSame ? text : noText);
  if (name === "object") return of(isSame ? object : noObject);
  return name === "undefined" && !isSame ? of(isNot("absent")) : [];
}

const isNothing = (node: TSESTree.Node): boolean =>
  (node.type === "Literal" && node.value === null) ||
  (node.type === "Identifier" && node.name === "undefined") ||
  (node.type === "UnaryExpression" && node.operator === "void");
