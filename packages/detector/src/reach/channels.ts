import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import type { Operations } from "../kv/operations/operations.js";
import type { FileIndex } from "../syntax/file-index.js";
import { nameOf } from "../syntax/module/export-names.js";
import { memberName } from "../syntax/nodes.js";

/** What a file exports that others hand something over through: an event emitter, a queue, a list that waits. */
export interface Channel {
  readonly file: FileIndex;
  /** `*` for all that CommonJS exports. */
  readonly name: string;
}

/** How what others handed over is taken: by a listener, from a list, from a collection. */
const TAKING =
  /^(?:on|once|addListener|addEventListener|subscribe|pipe|shift|pop|splice|take|dequeue|next|values|entries|forEach|get|process)$/;

/**
 * The channels from which files that write take something: whoever else imports one may hand over what is written, though
 * nothing else there names the service.
 */
export function channelsOf(context: Context, operations: Operations): Channel[] {
  const files = new Set(operations.writes().map(({ call }) => context.index.fileOf(call)));
  const made = new Set<TSESTree.Node>();
  for (const file of files) {
    for (const [name, references] of namesTaken(context, file)) {
      if (!references.some(isTakenFrom)) continue;
      for (const { node, path } of context.resolver.follow({ node: name, callContext: null }))
        if (path.length === 0 && isContainer(node)) made.add(node);
    }
  }
  return [...made].flatMap((node) => exportsOf(context, node));
}

/** The names that a file imports, and those of its own variables at the top, with the places that use them. */
const namesTaken = (
  context: Context,
  { imports, statements }: FileIndex,
): (readonly [TSESTree.Identifier, readonly TSESTree.Node[]])[] => {
  const names = [
    ...imports.flatMap(({ specifiers }) => specifiers.map(({ local }) => local)),
    ...statements.flatMap((statement) => {
      const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
      return declaration?.type === "VariableDeclaration"
        ? declaration.declarations.flatMap(({ id }) => identifiersIn(id))
        : [];
    }),
  ];
  return names.map((name) => [
    name,
    (context.index.variableOf(name)?.references ?? []).map(({ identifier }) => identifier),
  ]);
};

/** `const bus = …`, `const { bus } = require("./bus")` */
const identifiersIn = (pattern: TSESTree.Node): TSESTree.Identifier[] => {
  if (pattern.type === "Identifier") return [pattern];
  if (pattern.type !== "ObjectPattern") return [];
  return pattern.properties.flatMap((property) =>
    property.type === "Property" && property.value.type === "Identifier" ? [property.value] : [],
  );
};

function isTakenFrom(use: TSESTree.Node): boolean {
  const { parent } = use;
  if (parent?.type === "ForOfStatement") return parent.right === use;
  return (
    parent?.type === "MemberExpression" && parent.object === use && TAKING.test(memberName(parent) ?? "")
  );
}

/** Something that is made to be filled: an empty list, an instance, what a library's function gives. */
const isContainer = (node: TSESTree.Node): boolean =>
  (node.type === "ArrayExpression" && node.elements.length === 0) ||
  node.type === "NewExpression" ||
  (node.type === "CallExpression" && node.arguments.length === 0);

/** The names under which a file exports what a variable of its own holds. */
function exportsOf(context: Context, made: TSESTree.Node): Channel[] {
  const file = context.index.fileOf(made);
  const declarator = made.parent;
  if (declarator?.type === "ExportDefaultDeclaration") return [{ file, name: "default" }];
  if (declarator?.type === "AssignmentExpression") return [{ file, name: "*" }];
  if (declarator?.type !== "VariableDeclarator" || declarator.id.type !== "Identifier") return [];
  const { id } = declarator;
  const names = (context.index.variableOf(id)?.references ?? []).flatMap(({ identifier }) => {
    const { parent } = identifier;
    if (parent.type === "ExportSpecifier") return [nameOf(parent.exported)];
    if (parent.type === "ExportDefaultDeclaration") return ["default"];
    const isOfCommonJs =
      (parent.type === "AssignmentExpression" && parent.right === identifier) || parent.type === "Property";
    return isOfCommonJs ? ["*"] : [];
  });
  const isExported = declarator.parent.parent.type === "ExportNamedDeclaration";
  return [...new Set([...(isExported ? [id.name] : []), ...names])].map((name) => ({ file, name }));
}
