import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import type { FileIndex } from "../syntax/file-index.js";
import { styleVotesOf } from "./style-votes.js";

/** A line that a rewrite makes longer than this is spread over several, unless it was longer before. */
export const LINE_WIDTH = 100;

/** What may follow on the line of something that is spread over lines: closing brackets, then a comment. */
export const CLOSING_REST = /^[)}\],;\s]*(\/\/.*)?$/;

/** How a file is written: what new text has to follow. */
export interface Layout {
  readonly eol: string;
  /** One step of indentation. */
  readonly indent: string;
  readonly quote: '"' | "'";
  readonly semicolon: "" | ";";
  /** What stands behind the last of several properties that have lines of their own. */
  readonly literalComma: "" | ",";
  /** The same behind arguments. */
  readonly argumentComma: "" | ",";
  /** Whether an arrow function's only parameter stands in parentheses. */
  readonly hasArrowParentheses: boolean;
  /** Whether its code is of the language's fifth edition: no arrow functions, no destructuring, no spread. */
  readonly isFifthEdition: boolean;
}

const known = new WeakMap<FileIndex, Layout>();

/** Reads the layout of a node's file off its own text. */
export function layoutAt(context: Context, node: TSESTree.Node): Layout {
  return layoutOf(context.index.fileOf(node));
}

export function layoutOf(file: FileIndex): Layout {
  const present = known.get(file);
  if (present !== undefined) return present;
  const layout = readLayout(file);
  known.set(file, layout);
  return layout;
}

function readLayout(file: FileIndex): Layout {
  const { text } = file.file;
  const { semicolons, doubleQuotes, literalCommas, argumentCommas, arrows, editions } = styleVotesOf(file);
  const isSingle = file.imports[0]?.source.raw.startsWith("'") ?? doubleQuotes < 0;
  const literalComma = literalCommas < 0 ? "" : ",";
  return {
    eol: text.includes("\r\n") ? "\r\n" : "\n",
    indent: indentStepOf(text),
    quote: isSingle ? "'" : '"',
    semicolon: semicolons < 0 ? "" : ";",
    literalComma,
    // Whoever writes none in literals writes none in calls.
    argumentComma: argumentCommas < 0 ? "" : argumentCommas > 0 ? "," : literalComma,
    hasArrowParentheses: arrows.bare === 0 || arrows.inParentheses > 0,
    isFifthEdition: editions.later === 0 && editions.fifth > 0,
  };
}

/** How much of a file is read for its indentation. */
const MAX_INDENTED = 200_000;

/** The least indentation by spaces (one is a comment's second line), else a tab where the file has those. */
function indentStepOf(whole: string): string {
  const text = whole.slice(0, MAX_INDENTED);
  let least = Infinity;
  for (const [, spaces = ""] of text.matchAll(/^( {2,})\S/gm)) {
    least = Math.min(least, spaces.length);
    if (least === 2) break;
  }
  if (least < Infinity) return " ".repeat(Math.min(least, 8));
  return /^\t+\S/m.test(text) ? "\t" : "  ";
}

/** The indentation of the line on which a node starts. */
export function indentationAt(context: Context, node: TSESTree.Node): string {
  return indentationOf(lineBefore(context.index.fileOf(node).file.text, node.range[0]));
}

/** The white space that a line starts with. */
export const indentationOf = (line: string): string => /^[ \t]*/.exec(line)?.[0] ?? "";

/** What stands on its line before an offset. */
export const lineBefore = (text: string, offset: number): string =>
  text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);

/** What stands on its line behind an offset. */
export const lineBehind = (text: string, offset: number): string =>
  /^[^\r\n]*/.exec(text.slice(offset))?.[0] ?? "";

/** Comments within a node that lie outside all of the given parts of it: a rewrite would lose them. */
export function commentsBetween(
  context: Context,
  whole: TSESTree.Node,
  parts: readonly (TSESTree.Node | undefined)[],
): TSESTree.Comment[] {
  return (context.index.fileOf(whole).file.ast.comments ?? []).filter(
    (comment) =>
      comment.range[0] >= whole.range[0] &&
      comment.range[1] <= whole.range[1] &&
      !parts.some(
        (part) =>
          part !== undefined && comment.range[0] >= part.range[0] && comment.range[1] <= part.range[1],
      ),
  );
}
