import type { TSESTree } from "@typescript-eslint/utils";

/** Statements at the top of a module that stand together. A plain file is one block; a component has its `<script>`s, with markup between them. */
export interface ScriptBlock {
  readonly statements: readonly TSESTree.ProgramStatement[];
  /** Where a block without a statement takes its first one. */
  readonly start: number;
}

/**
 * The blocks of a file, in source order; none where it is markup alone.
 * Parsers of components either give the scripts' statements as the program's own (Vue), or put
 * them into a node for each script that stands beside the nodes of the markup (Svelte).
 */
export function scriptBlocksOf({ body, range }: TSESTree.Program): ScriptBlock[] {
  const own = body.filter(isStatement);
  const nested = body.flatMap((node) => (isStatement(node) ? [] : (scriptOf(node) ?? [])));
  const isPlain = own.length === body.length;
  return own.length > 0 || isPlain ? [{ statements: own, start: range[1] }, ...nested] : nested;
}

/** Whether a node is what a module's own statements stand in. */
export const isTopOfModule = (node: TSESTree.Node): boolean =>
  node.type === "Program" || scriptOf(node) !== undefined;

/** By the name of its type, as the nodes of markup are none of ESTree. */
const isStatement = ({ type }: TSESTree.Node): boolean =>
  /(?:Statement|Declaration|TSExportAssignment|TSDeclareFunction)$/.test(type);

/** A node of another parser's own that holds statements, behind its opening tag. */
function scriptOf(node: object): ScriptBlock | undefined {
  if (!("body" in node) || !isStatementList(node.body) || !("startTag" in node)) return undefined;
  const { startTag } = node;
  const isTag =
    typeof startTag === "object" && startTag !== null && "range" in startTag && Array.isArray(startTag.range);
  const end: unknown = isTag && Array.isArray(startTag.range) ? startTag.range[1] : undefined;
  return typeof end === "number" ? { statements: node.body, start: end } : undefined;
}

const isStatementList = (value: unknown): value is TSESTree.ProgramStatement[] =>
  Array.isArray(value) && value.every(isStatement);
