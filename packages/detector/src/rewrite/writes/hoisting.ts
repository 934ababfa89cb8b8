import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { isTopOfModule } from "../../syntax/text/script-blocks.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import type { Helpers } from "../imports/helper-names.js";
import { indentationAt, layoutAt } from "../layout.js";
import { isMovable, isPure } from "../source-text.js";
import { REMEDY, Unsafe } from "../unsafe.js";
import type { EnvelopeParts, Part } from "./parts.js";

const CHANGES_ORDER = "the rewrite would change the order in which two calls are made";

/** The parts of a call in an order that keeps the effects of the program, with the edits for that. */
export interface Ordered {
  readonly parts: EnvelopeParts;
  readonly edits: readonly PlacedEdit[];
}

/**
 * An expression with side effects is not moved past another: `{ expiration_ttl: next(), value: take() }` gets
 * `const ttlSeconds = next();` on the line before, as a call has the value first.
 * @param site what the call replaces
 * @throws {Unsafe} where there is no such line
 */
export function keepOrder(
  context: Context,
  helpers: Helpers,
  site: TSESTree.Node,
  parts: EnvelopeParts,
): Ordered {
  const { value, options } = parts;
  const effects = [value, ...options].filter(({ node }) => node !== undefined && !isPure(context, node));
  const late = effects.filter((part, position) =>
    effects.slice(0, position).some((earlier) => startOf(part) < startOf(earlier)),
  );
  if (late.length === 0) return { parts, edits: [] };
  // What was made before any of these goes first as well.
  const last = Math.max(...late.map(startOf));
  const hoisted = options.filter((part) => effects.includes(part) && startOf(part) <= last);
  if (effects.includes(value) && startOf(value) < last) throw new Unsafe(CHANGES_ORDER, REMEDY.variable);
  const place = lineBeforeUse(context, site);
  const names = new Map(
    hoisted.map((part) => [part, helpers.at(site).localFor(place.scope, site, part.name)]),
  );
  const declared = hoisted
    .toSorted((a, b) => startOf(a) - startOf(b))
    .map((part) => `${place.keyword} ${names.get(part) ?? part.name} = ${part.text}`);
  return {
    parts: {
      ...parts,
      options: options.map((part) => ({ ...part, text: names.get(part) ?? part.text })),
    },
    edits: place.edits(declared),
  };
}

const startOf = ({ node }: Part): number => node?.range[0] ?? 0;

interface Place {
  /** Where the names are declared: no two of one name. */
  readonly scope: TSESTree.Node;
  readonly keyword: "const" | "var";
  readonly edits: (declarations: readonly string[]) => PlacedEdit[];
}

/** The line before the statement of a use, if nothing of that statement has an effect before the use. */
function lineBeforeUse(context: Context, site: TSESTree.Node): Place {
  let child = site;
  for (let parent = site.parent; parent !== undefined; child = parent, parent = parent.parent) {
    if (isBlock(parent)) return beforeStatement(context, child, parent);
    if (parent.type === "ArrowFunctionExpression" && parent.body === child)
      return inArrow(context, parent, child);
    const { range } = child;
    const earlier = context.index.childrenOf(parent).filter((each) => each.range[1] <= range[0]);
    if (!IN_ORDER.has(parent.type) || earlier.some((each) => !isMovable(context, each))) break;
  }
  throw new Unsafe(CHANGES_ORDER, REMEDY.variable);
}

const isBlock = (node: TSESTree.Node): boolean =>
  node.type === "BlockStatement" || node.type === "StaticBlock" || isTopOfModule(node);

/** What evaluates its parts from left to right, all of them, and once. */
const IN_ORDER: ReadonlySet<string> = new Set([
  "ArrayExpression",
  "AssignmentExpression",
  "AwaitExpression",
  "CallExpression",
  "ExportNamedDeclaration",
  "ExpressionStatement",
  "MemberExpression",
  "NewExpression",
  "ObjectExpression",
  "Property",
  "ReturnStatement",
  "TSAsExpression",
  "TSNonNullExpression",
  "TSSatisfiesExpression",
  "VariableDeclaration",
  "VariableDeclarator",
]);

function beforeStatement(context: Context, statement: TSESTree.Node, scope: TSESTree.Node): Place {
  const { eol, isFifthEdition } = layoutAt(context, statement);
  const margin = indentationAt(context, statement);
  const [start] = statement.range;
  return {
    scope,
    keyword: isFifthEdition ? "var" : "const",
    edits: (declarations) => {
      const text = declarations.map((each) => `${each}${endAt(context, statement)}${eol}${margin}`).join("");
      return [context.index.edit(statement, { start, end: start, text })];
    },
  };
}

/** An arrow function without a block gets one. */
function inArrow(context: Context, arrow: TSESTree.ArrowFunctionExpression, body: TSESTree.Node): Place {
  const { eol, indent } = layoutAt(context, arrow);
  const base = indentationAt(context, arrow);
  const margin = base + indent;
  const { text } = context.index.fileOf(arrow).file;
  const behindArrow = text.lastIndexOf("=>", body.range[0]) + "=>".length;
  const end = endAt(context, body);
  return {
    scope: arrow,
    keyword: "const",
    edits: (declarations) => [
      context.index.edit(arrow, {
        start: behindArrow,
        end: text.length - text.slice(behindArrow).trimStart().length,
        text: ` {${eol}${declarations.map((each) => `${margin}${each}${end}${eol}`).join("")}${margin}return `,
      }),
      context.index.edit(arrow, { start: arrow.range[1], end: arrow.range[1], text: `${end}${eol}${base}}` }),
    ],
  };
}

/** The end of a statement before another, which a file without semicolons needs where the next could go on with it. */
const endAt = (context: Context, next: TSESTree.Node): string =>
  /^[[(`/+-]/.test(context.index.textOf(next)) ? ";" : layoutAt(context, next).semicolon;
