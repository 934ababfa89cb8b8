import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { TTL_PARAMETER } from "../../kv/vocabulary.js";
import { peel } from "../../syntax/nodes.js";
import { layoutAt } from "../layout.js";
import { operandText } from "../source-text.js";
import type { Seconds } from "./seconds.js";

const QUERY = `?${TTL_PARAMETER}=`;

/**
 * An URL's expression with the parameter in its text: `` `${base}/keys/${key}?ttl_secs=60` ``.
 * @returns `undefined` where it is no text that can be seen to its end
 */
export function withQuery(context: Context, url: TSESTree.Node, seconds: Seconds): string | undefined {
  const { text: source } = context.index.fileOf(url).file;
  const replaced = (part: TSESTree.Node, text: string): string =>
    source.slice(url.range[0], part.range[0]) + text + source.slice(part.range[1], url.range[1]);
  const node = peel(url);
  const raw = context.index.textOf(node);
  switch (node.type) {
    case "TemplateLiteral":
      return replaced(node, `${raw.slice(0, -1)}${QUERY}${inTemplate(seconds)}\``);
    case "Literal":
      if (typeof node.value !== "string") return undefined;
      return seconds.number === undefined
        ? replaced(node, `${raw.slice(0, -1)}${QUERY}${raw.slice(-1)} + ${operand(seconds)}`)
        : replaced(node, `${raw.slice(0, -1)}${QUERY}${seconds.number}${raw.slice(-1)}`);
    case "BinaryExpression": {
      if (node.operator !== "+") return undefined;
      const end = withQuery(context, node.right, seconds);
      if (end !== undefined) return replaced(node.right, end);
      return isText(context, node) ? replaced(node, `${raw} + ${added(context, node, seconds)}`) : undefined;
    }
    case "NewExpression": {
      const [path] = node.arguments;
      const isUrl = node.callee.type === "Identifier" && node.callee.name === "URL";
      if (!isUrl || path === undefined || path.type === "SpreadElement") return undefined;
      const text = withQuery(context, path, seconds);
      return text === undefined ? undefined : replaced(path, text);
    }
    default:
      if (!isText(context, node)) return undefined;
      return layoutAt(context, node).isFifthEdition
        ? replaced(node, `${operandText(context, node)} + ${added(context, node, seconds)}`)
        : replaced(node, `\`\${${raw}}${QUERY}${inTemplate(seconds)}\``);
  }
}

/** The expression that a text ends with: `path` of `` `${base}${path}` `` and of `base + path`. */
export function endOfText(node: TSESTree.Node): TSESTree.Node {
  const inner = peel(node);
  if (inner.type === "BinaryExpression" && inner.operator === "+") return endOfText(inner.right);
  const last = inner.type === "TemplateLiteral" ? inner.expressions.at(-1) : undefined;
  return last !== undefined && inner.type === "TemplateLiteral" && inner.quasis.at(-1)?.value.raw === ""
    ? endOfText(last)
    : inner;
}

const inTemplate = ({ number, text }: Seconds): string =>
  number === undefined ? `\${${text}}` : String(number);

function added(context: Context, node: TSESTree.Node, seconds: Seconds): string {
  const { quote } = layoutAt(context, node);
  return seconds.number === undefined
    ? `${quote}${QUERY}${quote} + ${operand(seconds)}`
    : `${quote}${QUERY}${seconds.number}${quote}`;
}

const operand = ({ text }: Seconds): string => (/^[\w$.]+$/.test(text) ? text : `(${text})`);

/** Whether an expression evidently gives a text, and no `URL`. */
function isText(context: Context, node: TSESTree.Node): boolean {
  const values = context.resolver.follow({ node, callContext: null });
  return (
    values.length > 0 &&
    values.every(
      ({ node: value, path }) =>
        path.length === 0 &&
        (value.type === "TemplateLiteral" ||
          (value.type === "Literal" && typeof value.value === "string") ||
          (value.type === "BinaryExpression" && value.operator === "+")),
    )
  );
}
