import type * as ts from "typescript";

/** The literals that name other modules, by what they say. */
export type Specifiers = ReadonlyMap<string, readonly ts.Node[]>;

const known = new WeakMap<ts.SourceFile, Specifiers>();

/** What a file imports, re-exports and requires; read off once for each version of the file. */
export function specifiersOf(source: ts.SourceFile): Specifiers {
  const before = known.get(source);
  if (before !== undefined) return before;
  const found = new Map<string, ts.Node[]>();
  const note = (literal: unknown): void => {
    if (!isTextLiteral(literal)) return;
    const others = found.get(literal.text);
    if (others === undefined) found.set(literal.text, [literal]);
    else others.push(literal);
  };
  const look = (node: ts.Node): void => {
    note(specifierOf(node, source));
    node.forEachChild(look);
  };
  // Statements are enough, unless a module is named within an expression.
  if (NAMES_WITHIN.test(source.text)) source.forEachChild(look);
  else for (const statement of source.statements) note(specifierOf(statement, source));
  known.set(source, found);
  return found;
}

const NAMES_WITHIN = /\brequire\b|\bimport\s*(?:\/\*[^]*?\*\/\s*)?\(/;

/**
 * What names a module in an import, a re-export, `import … = require("…")`, `require("…")` or `import("…")`.
 * Kinds of nodes are numbers that differ between versions of TypeScript, so a node is known by what it has.
 */
function specifierOf(node: ts.Node, source: ts.SourceFile): unknown {
  if ("moduleSpecifier" in node) return node.moduleSpecifier;
  if ("moduleReference" in node)
    return isNode(node.moduleReference) && "expression" in node.moduleReference
      ? node.moduleReference.expression
      : undefined;
  if (
    !("arguments" in node && "expression" in node && Array.isArray(node.arguments) && isNode(node.expression))
  )
    return undefined;
  const literal: unknown = node.arguments[0];
  // The text last: only few calls have a literal there.
  return isTextLiteral(literal) && /^(?:require|import)$/.test(node.expression.getText(source))
    ? literal
    : undefined;
}

const isNode = (value: unknown): value is ts.Node =>
  typeof value === "object" && value !== null && "kind" in value && "pos" in value;

const isTextLiteral = (value: unknown): value is ts.LiteralLikeNode =>
  isNode(value) && "text" in value && typeof value.text === "string" && !("escapedText" in value);
