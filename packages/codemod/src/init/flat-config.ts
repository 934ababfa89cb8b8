import type { TSESTree } from "@typescript-eslint/utils";
import type { TextEdit } from "@kv-envelope/detector";
import { applyEdits } from "@kv-envelope/detector";
import { parseFile } from "../source/parse.js";

const PLUGIN = "@kv-envelope/eslint-plugin";
const NAME = "kvEnvelope";
const ENTRY = `${NAME}.configs.recommended`;

/** Functions whose arguments are the configurations: that of ESLint, and that of typescript-eslint. */
const LISTING = /^(?:defineConfig|config|tseslint\.config)$/;

/** A flat configuration with the rules turned on; `undefined` where it is made in a way that is not understood. */
export function withFlatEntry(text: string, file: string): string | undefined {
  let ast: TSESTree.Program;
  try {
    ast = parseFile(text, file).ast;
  } catch {
    return undefined;
  }
  const given = exportedBy(ast);
  const list = given === undefined ? undefined : listIn(ast, given.value);
  if (given === undefined || list === undefined || /\bkvEnvelope\b/.test(text)) return undefined;
  const entry = entryAt(text, list);
  return entry === undefined ? undefined : applyEdits(text, [importEdit(ast, given.isCommonJs), entry]);
}

function exportedBy(
  ast: TSESTree.Program,
): { readonly value: TSESTree.Node; readonly isCommonJs: boolean } | undefined {
  for (const statement of ast.body) {
    if (statement.type === "ExportDefaultDeclaration")
      return { value: statement.declaration, isCommonJs: false };
    if (statement.type !== "ExpressionStatement" || statement.expression.type !== "AssignmentExpression")
      continue;
    const { left, right } = statement.expression;
    if (
      left.type === "MemberExpression" &&
      left.object.type === "Identifier" &&
      left.object.name === "module" &&
      left.property.type === "Identifier" &&
      left.property.name === "exports"
    )
      return { value: right, isCommonJs: true };
  }
  return undefined;
}

/** A list of configurations: the elements of an array, or the arguments of a call. */
interface List {
  readonly elements: readonly TSESTree.Node[];
  /** Where the list begins and ends, its brackets within. */
  readonly range: readonly [number, number];
}

function listIn(ast: TSESTree.Program, given: TSESTree.Node): List | undefined {
  const value = peeled(given);
  if (value.type === "Identifier") {
    const declared = declarationOf(ast, value.name);
    return declared === undefined ? undefined : listIn(ast, declared);
  }
  if (value.type === "ArrayExpression")
    return value.elements.every((each) => each !== null)
      ? { elements: value.elements, range: value.range }
      : undefined;
  if (value.type !== "CallExpression") return undefined;
  const name =
    value.callee.type === "MemberExpression" &&
    value.callee.object.type === "Identifier" &&
    value.callee.property.type === "Identifier"
      ? `${value.callee.object.name}.${value.callee.property.name}`
      : value.callee.type === "Identifier"
        ? value.callee.name
        : "";
  if (!LISTING.test(name)) return undefined;
  const [only, ...others] = value.arguments;
  if (others.length === 0 && only?.type === "ArrayExpression") return listIn(ast, only);
  return { elements: value.arguments, range: [value.callee.range[1], value.range[1]] };
}

function peeled(node: TSESTree.Node): TSESTree.Node {
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return peeled(node.expression);
    default:
      return node;
  }
}

/** What a constant of the file holds, that nothing else changes as far as its statements say. */
function declarationOf(ast: TSESTree.Program, name: string): TSESTree.Node | undefined {
  for (const statement of ast.body)
    if (statement.type === "VariableDeclaration" && statement.kind === "const")
      for (const { id, init } of statement.declarations)
        if (id.type === "Identifier" && id.name === name && init !== null) return init;
  return undefined;
}

function entryAt(text: string, { elements, range }: List): TextEdit | undefined {
  const last = elements.at(-1);
  const close = range[1] - 1;
  if (last === undefined) {
    const open = text.lastIndexOf(text[close] === "]" ? "[" : "(", close);
    return text.slice(open + 1, close).trim() === ""
      ? { start: open + 1, end: close, text: ENTRY }
      : undefined;
  }
  const [, end] = last.range;
  const rest = text.slice(end, close);
  const comma = rest.indexOf(",");
  const lineStart = text.lastIndexOf("\n", last.range[0]) + 1;
  const indent = text.slice(lineStart, last.range[0]);
  // The elements stand in lines of their own, or all in one.
  const isOwnLine = indent.trim() === "" && lineStart > range[0];
  const separator = isOwnLine ? `\n${indent}` : " ";
  // Before a comment that stands behind the last element, so that it stays with it, is no place for a line break.
  if (comma >= 0 && /^\s*$/.test(rest.slice(0, comma)))
    return {
      start: end + comma + 1,
      end: end + comma + 1,
      text: `${separator}${ENTRY}${isOwnLine ? "," : ""}`,
    };
  return rest.includes("/")
    ? undefined
    : { start: end, end, text: `,${separator}${ENTRY}${isOwnLine ? "," : ""}` };
}

/** Behind the last import, or before the first statement. */
function importEdit(ast: TSESTree.Program, isCommonJs: boolean): TextEdit {
  const line = isCommonJs ? `const ${NAME} = require("${PLUGIN}");` : `import ${NAME} from "${PLUGIN}";`;
  const last = ast.body.findLast((statement) =>
    isCommonJs
      ? statement.type === "VariableDeclaration" &&
        statement.declarations.some(
          ({ init }) =>
            init?.type === "CallExpression" &&
            init.callee.type === "Identifier" &&
            init.callee.name === "require",
        )
      : statement.type === "ImportDeclaration",
  );
  if (last !== undefined) return { start: last.range[1], end: last.range[1], text: `\n${line}` };
  const first = ast.body.find(
    (statement) => !("directive" in statement && statement.directive !== undefined),
  );
  const at = first?.range[0] ?? 0;
  return { start: at, end: at, text: `${line}\n\n` };
}
