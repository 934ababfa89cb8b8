import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { StaticText } from "@kv-envelope/detector";

/** A stretch of the source. */
export interface Spot {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where a text stands in a literal or template, if it is written there as it is, without escapes. */
export function spotOfText(source: string, { text, source: from }: StaticText): Spot | undefined {
  if (from === undefined) return undefined;
  const { node } = from;
  const isTextual =
    (node.type === "Literal" && typeof node.value === "string") || node.type === "TemplateElement";
  if (!isTextual) return undefined;
  // Delimiters belong to a literal; some parsers count them to a template's elements, others do not.
  const raw =
    node.type === "TemplateElement" ? node.value.raw : source.slice(node.range[0] + 1, node.range[1] - 1);
  const before = node.type === "TemplateElement" && node.range[1] - node.range[0] === raw.length ? 0 : 1;
  const start = node.range[0] + before + from.start;
  const end = start + text.length;
  return !raw.includes("\\") && source.slice(start, end) === text ? { start, end, text } : undefined;
}

/** Where to report a text: itself where it is only a part of what stands around it, as a key is of its URL. */
export function locationOfText(
  sourceCode: Readonly<TSESLint.SourceCode>,
  text: StaticText,
  node: TSESTree.Node,
): TSESTree.SourceLocation {
  const spot = spotOfText(sourceCode.text, text);
  const isWhole = node.type === "Literal" && text.text === node.value;
  if (spot === undefined || isWhole || text.text === "") return node.loc;
  return { start: sourceCode.getLocFromIndex(spot.start), end: sourceCode.getLocFromIndex(spot.end) };
}
