import type { TSESTree } from "@typescript-eslint/utils";
import { parseFile } from "../source/parse.js";

/** What says where and how something is written, not what it is. */
const LAYOUT = new Set(["range", "loc", "raw", "parent", "tokens", "comments", "start", "end"]);

/**
 * Whether two texts are the same program but for layout: a formatter may sort imports, quote keys otherwise and
 * break lines of JSX, and nothing else.
 * @throws {FileError} if one of them can't be parsed.
 */
export function isSameProgram(left: string, right: string, fileName: string): boolean {
  const [a, b] = [left, right].map((text) => {
    const { ast, markup } = parseFile(text, fileName);
    return JSON.stringify([meaningOf(ast), markup]);
  });
  return a === b;
}

function meaningOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaningOf);
  if (typeof value === "bigint" || value instanceof RegExp) return String(value);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !LAYOUT.has(key));
  const meaning = Object.fromEntries(entries.map(([key, inner]) => [key, meaningOf(inner)]));
  switch (meaning["type"]) {
    case "Program":
      return { ...meaning, body: sorted(meaning["body"], "ImportDeclaration") };
    case "ImportDeclaration":
      return { ...meaning, specifiers: sorted(meaning["specifiers"], "ImportSpecifier") };
    case "JSXText":
      return { type: "JSXText", value: String(meaning["value"]).replace(/\s+/g, " ").trim() };
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      return meaning["computed"] === false ? { ...meaning, key: nameOf(meaning["key"]) } : meaning;
    default:
      return meaning;
  }
}

const typeOf = (node: unknown): unknown =>
  typeof node === "object" && node !== null && "type" in node ? node.type : undefined;

/** A list in which the nodes of one type stand in the order of their content, and the others where they stood. */
function sorted(list: unknown, type: TSESTree.Node["type"] | string): unknown {
  if (!Array.isArray(list)) return list;
  const nodes: unknown[] = list;
  const ofType = nodes
    .filter((node) => typeOf(node) === type)
    .map((node) => JSON.stringify(node))
    .sort();
  return [...ofType, ...nodes.filter((node) => typeOf(node) !== type)];
}

/** `"a"` and `a` are one key. */
function nameOf(key: unknown): unknown {
  if (typeof key !== "object" || key === null) return key;
  if ("type" in key && key.type === "Identifier" && "name" in key) return key.name;
  return "value" in key ? String(key.value) : key;
}
