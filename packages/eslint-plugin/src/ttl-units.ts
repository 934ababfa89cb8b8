import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { KvExpiry } from "@kv-envelope/detector";
import type { FaultyExpiry } from "./ttl-faults.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

const MS_PER_SECOND = 1000;

/** The same in the unit that is asked for, where it is certain which one was meant. */
export function replacementFor(
  sourceCode: SourceCode,
  { node, target }: KvExpiry,
  { fault, amount }: FaultyExpiry,
): string | undefined {
  switch (fault) {
    case "milliseconds":
      return inSeconds(sourceCode, node, amount.value);
    case "instant":
      return spanAfter(sourceCode, node);
    case "text":
      // `"3600"`, to who takes a number.
      return target !== "rest" &&
        target !== "sdk" &&
        node.type === "Literal" &&
        /^[1-9]\d*$/.test(String(node.value))
        ? String(node.value)
        : undefined;
    case "epochSeconds":
      return inMilliseconds(sourceCode, node);
    default:
      return undefined;
  }
}

/** A span in milliseconds as seconds: without its factor of 1000, or divided where the value is known to be a multiple. */
function inSeconds(
  sourceCode: SourceCode,
  node: TSESTree.Node,
  value: number | string | undefined,
): string | undefined {
  const product = factorOf(node);
  if (product !== undefined) {
    const [start, end] = node.range;
    const { whole, kept } = product;
    return (
      sourceCode.text.slice(start, whole.range[0]) +
      textWithParens(sourceCode, whole, kept) +
      sourceCode.text.slice(whole.range[1], end)
    );
  }
  if (typeof value !== "number" || value % MS_PER_SECOND !== 0) return undefined;
  return `${operand(sourceCode, node)} / ${MS_PER_SECOND}`;
}

interface Factor {
  /** The product of which 1000 is one side, and the other. */
  readonly whole: TSESTree.BinaryExpression;
  readonly kept: TSESTree.Node;
}

/** A factor of 1000 that is written in a product. */
function factorOf(node: TSESTree.Node): Factor | undefined {
  if (node.type !== "BinaryExpression" || node.operator !== "*") return undefined;
  if (isThousand(node.right)) return { whole: node, kept: node.left };
  if (isThousand(node.left)) return { whole: node, kept: node.right };
  return factorOf(node.left) ?? factorOf(node.right);
}

const isThousand = (node: TSESTree.Node): boolean => node.type === "Literal" && node.value === MS_PER_SECOND;

/** The text of one side of a product, with the parentheses that it may need. */
function textWithParens(
  sourceCode: SourceCode,
  { operator, left, right }: TSESTree.BinaryExpression,
  side: TSESTree.Node,
): string {
  const sign = sourceCode.getFirstTokenBetween(left, right, (token) => token.value === operator);
  const before = sourceCode.getTokenBefore(side);
  const after = sourceCode.getTokenAfter(side);
  const isParenthesised =
    before?.value === "(" &&
    after?.value === ")" &&
    sign !== null &&
    (side === left ? after.range[1] <= sign.range[0] : before.range[0] >= sign.range[1]);
  return isParenthesised ? `(${sourceCode.getText(side)})` : sourceCode.getText(side);
}

/** `Date.now() + 60 * 1000`, `Math.floor(Date.now() / 1000) + 60`: the span that is added to the clock, in seconds. */
function spanAfter(sourceCode: SourceCode, node: TSESTree.Node): string | undefined {
  if (node.type !== "BinaryExpression" || node.operator !== "+") return undefined;
  const { left, right } = node;
  if (isClock(left))
    return factorOf(right) === undefined ? undefined : inSeconds(sourceCode, right, undefined);
  return isClockInSeconds(left) && right.type === "Literal" && Number.isInteger(right.value)
    ? sourceCode.getText(right)
    : undefined;
}

const isClock = (node: TSESTree.Node): boolean =>
  node.type === "CallExpression" &&
  node.callee.type === "MemberExpression" &&
  isNamed(node.callee.object, "Date") &&
  isNamed(node.callee.property, "now");

const isNamed = (node: TSESTree.Node, name: string): boolean =>
  node.type === "Identifier" && node.name === name;

/** `Math.floor(Date.now() / 1000)` */
function isClockInSeconds(node: TSESTree.Node): boolean {
  const [argument] =
    node.type === "CallExpression" &&
    node.callee.type === "MemberExpression" &&
    isNamed(node.callee.object, "Math")
      ? node.arguments
      : [];
  return (
    argument?.type === "BinaryExpression" &&
    argument.operator === "/" &&
    isClock(argument.left) &&
    isThousand(argument.right)
  );
}

function inMilliseconds(sourceCode: SourceCode, node: TSESTree.Node): string {
  return node.type === "Literal" && typeof node.value === "number"
    ? String(node.value * MS_PER_SECOND)
    : `${operand(sourceCode, node)} * ${MS_PER_SECOND}`;
}

/** An expression as an operand of `*` or `/`. */
function operand(sourceCode: SourceCode, node: TSESTree.Node): string {
  const text = sourceCode.getText(node);
  const isPlain =
    /^(?:Literal|Identifier|MemberExpression|CallExpression)$/.test(node.type) ||
    (node.type === "BinaryExpression" && node.operator === "*");
  return isPlain ? text : `(${text})`;
}
