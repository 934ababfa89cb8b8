import type { TSESTree } from "@typescript-eslint/utils";
import type { FileIndex } from "../syntax/file-index.js";

/** For what a file's own code speaks, place by place: above zero where most speak for it, zero where none does. */
export interface StyleVotes {
  readonly semicolons: number;
  readonly doubleQuotes: number;
  /** A comma behind the last property or element, where the closing bracket stands on a line of its own. */
  readonly literalCommas: number;
  /** The same behind the last argument or parameter. */
  readonly argumentCommas: number;
  /** `(key) => …` and `key => …`, each as often as it stands there. */
  readonly arrows: { readonly inParentheses: number; readonly bare: number };
  /** Places of the language's fifth edition (`var`, `function`), and of later ones. */
  readonly editions: { readonly fifth: number; readonly later: number };
}

/** Statements and members that end with a semicolon where a file writes them. */
const ENDED = new Set([
  "ImportDeclaration",
  "TSImportEqualsDeclaration",
  "ExportAllDeclaration",
  "TSExportAssignment",
  "VariableDeclaration",
  "ExpressionStatement",
  "ReturnStatement",
  "ThrowStatement",
  "BreakStatement",
  "ContinueStatement",
  "PropertyDefinition",
  "TSTypeAliasDeclaration",
  "TSDeclareFunction",
]);

/** How many places of a file are asked: a bundle is written by a tool, all of it alike. */
const MAX_PLACES = 20_000;

/**
 * Looks through a whole file, a large one in even steps: what stands at its top may be of one kind only, exported
 * functions for example.
 */
export function styleVotesOf(file: FileIndex): StyleVotes {
  const { text } = file.file;
  const comments = file.file.ast.comments ?? [];
  const votes = { semicolons: 0, doubleQuotes: 0, literalCommas: 0, argumentCommas: 0 };
  const arrows = { inParentheses: 0, bare: 0 };
  const editions = { fifth: 0, later: 0 };
  const step = Math.ceil(file.nodes.length / MAX_PLACES);
  const asked = step <= 1 ? file.nodes : file.nodes.filter((_, position) => position % step === 0);
  for (const node of asked) {
    if (isEnded(node))
      votes.semicolons += /^\S;$/.test(text.slice(node.range[1] - 2, node.range[1])) ? 1 : -1;
    if (
      node.type === "Literal" &&
      typeof node.value === "string" &&
      node.parent.type !== "JSXAttribute" &&
      !/["']/.test(node.value)
    ) {
      votes.doubleQuotes += node.raw.startsWith('"') ? 1 : -1;
    }
    votes.literalCommas += commaVote(text, comments, node, lastOfLiteral(node));
    votes.argumentCommas += commaVote(text, comments, node, lastArgument(node));
    if (node.type === "ArrowFunctionExpression" && isPlainArrow(node)) {
      if (isBareArrow(text, node)) arrows.bare++;
      else arrows.inParentheses++;
    }
    if (isOfLaterEdition(node)) editions.later++;
    else if (node.type === "VariableDeclaration" || node.type === "FunctionExpression") editions.fifth++;
  }
  return { ...votes, arrows, editions };
}

const LATER_EDITION =
  /^(?:TS|JSX|Import|Export|Class|Template|ObjectPattern$|ArrayPattern$|AssignmentPattern$|RestElement$|SpreadElement$|ArrowFunction|ForOf|Await|Yield|ChainExpression$|MetaProperty$|PrivateIdentifier$|Decorator$)/;

/** Whether a node is syntax that the fifth edition of the language has not. */
function isOfLaterEdition(node: TSESTree.Node): boolean {
  switch (node.type) {
    case "VariableDeclaration":
      return node.kind !== "var";
    case "Property":
      return node.shorthand || node.method || node.computed;
    case "FunctionDeclaration":
    case "FunctionExpression":
      return node.async || node.generator;
    case "LogicalExpression":
      return node.operator === "??";
    default:
      return isLaterType(node.type);
  }
}

const laterTypes = new Map<string, boolean>();

/** Asked of each node of a file, and there are few types. */
function isLaterType(type: string): boolean {
  const known = laterTypes.get(type) ?? LATER_EDITION.test(type);
  laterTypes.set(type, known);
  return known;
}

function isEnded(node: TSESTree.Node): boolean {
  if (node.type === "ExportNamedDeclaration") return node.declaration === null;
  if (node.type === "ExportDefaultDeclaration") return !node.declaration.type.endsWith("Declaration");
  // `for (const key of keys)` has no end of its own.
  return ENDED.has(node.type) && !(node.type === "VariableDeclaration" && node.parent.type.startsWith("For"));
}

/** The last property or element of a literal or pattern. */
export function lastOfLiteral(node: TSESTree.Node): TSESTree.Node | undefined {
  if (node.type === "ObjectExpression" || node.type === "ObjectPattern") return node.properties.at(-1);
  return node.type === "ArrayExpression" ? (node.elements.at(-1) ?? undefined) : undefined;
}

const lastArgument = (node: TSESTree.Node): TSESTree.Node | undefined =>
  node.type === "CallExpression" || node.type === "NewExpression" ? node.arguments.at(-1) : undefined;

function commaVote(
  text: string,
  comments: readonly TSESTree.Comment[],
  whole: TSESTree.Node,
  last: TSESTree.Node | undefined,
): number {
  const hasComma = last === undefined ? undefined : endsWithComma(text, comments, whole, last);
  return hasComma === undefined ? 0 : hasComma ? 1 : -1;
}

/** Whether a comma stands behind the last part of a whole; `undefined` where both end on one line, so that none is due. */
export function endsWithComma(
  text: string,
  comments: readonly TSESTree.Comment[],
  whole: TSESTree.Node,
  last: TSESTree.Node,
): boolean | undefined {
  // Behind a rest element none is allowed.
  if (last.loc.end.line === whole.loc.end.line || last.type === "RestElement") return undefined;
  const [from, to] = [last.range[1], whole.range[1]];
  let between = text.slice(from, to);
  // Nothing but brackets and commas, so that no comment need be looked for.
  if (/^[\s,)\]}]*$/.test(between)) return between.includes(",");
  for (const { range } of comments.filter((comment) => comment.range[0] >= from && comment.range[1] <= to)) {
    between =
      between.slice(0, range[0] - from) + " ".repeat(range[1] - range[0]) + between.slice(range[1] - from);
  }
  return between.includes(",");
}

/** An arrow function whose one parameter could stand without parentheses. */
function isPlainArrow({ params, typeParameters, returnType }: TSESTree.ArrowFunctionExpression): boolean {
  const [only, ...others] = params;
  if (others.length > 0 || typeParameters || returnType) return false;
  return only?.type === "Identifier" && !only.typeAnnotation && !only.optional;
}

const isBareArrow = (text: string, arrow: TSESTree.ArrowFunctionExpression): boolean =>
  !/^(async\s*)?\(/.test(text.slice(arrow.range[0], arrow.params[0]?.range[0]));
