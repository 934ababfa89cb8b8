import type { TSESTree } from "@typescript-eslint/utils";
import { frontmatterIn } from "./frontmatter.js";

/** Statements at the top of a module that stand together. A plain file is one block; a component has its `<script>`s, with markup between them. */
export interface ScriptBlock {
  readonly statements: readonly TSESTree.ProgramStatement[];
  /** Where a block without a statement takes its first one. */
  readonly start: number;
  readonly end: number;
  /** Whether what it declares is the module's, for all scripts of a component: Svelte's `module`, in Vue the one beside `setup`. */
  readonly isOfModule: boolean;
}

/**
 * The blocks of a file, in source order; none where it is markup alone.
 * Parsers of components either give the scripts' statements as the program's own (Vue), or put
 * them into a node for each script that stands beside the nodes of the markup (Svelte).
 * @param component the text of a component
 */
export function scriptBlocksOf({ body, range }: TSESTree.Program, component?: string): ScriptBlock[] {
  const own = body.filter(isStatement);
  const nested = body.flatMap((node) => (isStatement(node) ? [] : (scriptOf(node) ?? [])));
  if (component !== undefined) return inComponent(component, [...byTag(component, own), ...nested]);
  const scripts =
    own.length > 0 || own.length === body.length ? [{ statements: own, start: range[1] }, ...nested] : nested;
  return scripts.map((script) => ({ ...script, end: range[1], isOfModule: true }));
}

/** Whether a node is what a module's own statements stand in. */
export const isTopOfModule = (node: TSESTree.Node): boolean =>
  node.type === "Program" || scriptOf(node) !== undefined;

/** Whether a program's nodes are all of the language, and none of markup. */
export const isScriptAlone = ({ body }: TSESTree.Program): boolean => body.every(isStatement);

/** By the name of its type, as the nodes of markup are none of ESTree. */
const isStatement = ({ type }: TSESTree.Node): boolean =>
  /(?:Statement|Declaration|TSExportAssignment|TSDeclareFunction)$/.test(type);

/** A script's statements, and where they start. */
type Script = Pick<ScriptBlock, "statements" | "start">;

/** A node of another parser's own that holds statements, behind its opening tag. */
function scriptOf(node: object): Script | undefined {
  if (!("body" in node) || !isStatementList(node.body) || !("startTag" in node)) return undefined;
  const { startTag } = node;
  const isTag =
    typeof startTag === "object" && startTag !== null && "range" in startTag && Array.isArray(startTag.range);
  const end: unknown = isTag && Array.isArray(startTag.range) ? startTag.range[1] : undefined;
  return typeof end === "number" ? { statements: node.body, start: end } : undefined;
}

const isStatementList = (value: unknown): value is TSESTree.ProgramStatement[] =>
  Array.isArray(value) && value.every(isStatement);

/** The opening of a script: the last one before a statement is that of its script. */
const OPENING = /<script\b(?:[^>"']|"[^"]*"|'[^']*')*>/g;

/** Statements in the scripts that they stand in. */
function byTag(text: string, statements: readonly TSESTree.ProgramStatement[]): Script[] {
  const scripts: { statements: TSESTree.ProgramStatement[]; start: number }[] = [];
  const fenced = frontmatterIn(text);
  const tags = [...text.matchAll(OPENING)].map(({ index, 0: tag }) => index + tag.length);
  const openings = [...tags, fenced?.start ?? []].flat().sort((left, right) => left - right);
  for (const statement of statements) {
    const last = scripts.at(-1);
    const previous = last?.statements.at(-1);
    const isFenced = fenced?.end !== undefined && statement.range[0] < fenced.end;
    const wasFenced = fenced?.end !== undefined && previous !== undefined && previous.range[0] < fenced.end;
    if (
      last !== undefined &&
      previous !== undefined &&
      isFenced === wasFenced &&
      !isClosedBetween(text, previous, statement)
    )
      last.statements.push(statement);
    else
      scripts.push({
        statements: [statement],
        start: openings.findLast((end) => end <= statement.range[0]) ?? statement.range[0],
      });
  }
  return scripts;
}

const CLOSING = /<\/script/i;

const isClosedBetween = (text: string, left: TSESTree.Node, right: TSESTree.Node): boolean =>
  CLOSING.test(text.slice(left.range[1], right.range[0]));

/** Where a script ends: none holds its own end, and neither does a comment behind its last statement. */
function endOf(text: string, { statements, start }: Script): number {
  const last = statements.at(-1)?.range[1] ?? start;
  const fenced = frontmatterIn(text);
  if (fenced?.start === start) return fenced.end ?? text.length;
  const length = text.slice(last).search(CLOSING);
  return length < 0 ? text.length : last + length;
}

function inComponent(text: string, scripts: readonly Script[]): ScriptBlock[] {
  const tags = scripts.map(
    ({ start }) =>
      text
        .slice(0, start)
        .split(/(?=<script\b)/)
        .at(-1) ?? "",
  );
  const hasSetup = tags.some((tag) => SETUP.test(tag));
  return scripts.map((script, position) => {
    const tag = tags[position] ?? "";
    const isOfModule = hasSetup ? !SETUP.test(tag) : /\s(?:module\b|context\s*=)/.test(tag);
    return { ...script, end: endOf(text, script), isOfModule };
  });
}

const SETUP = /\ssetup\b/;
