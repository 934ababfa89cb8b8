import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import type { FileIndex } from "../file-index.js";

/** A line that a rewrite makes longer than this is spread over several, unless it was longer before. */
export const LINE_WIDTH = 100;

/** How a file is written: what new text has to follow. */
export interface Layout {
  readonly eol: string;
  /** One step of indentation. */
  readonly indent: string;
  readonly quote: '"' | "'";
  readonly semicolon: "" | ";";
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
  const { text, ast } = file.file;
  const firstImport = file.imports[0]?.source.raw;
  const sample = firstImport ?? /(["'])(?:(?!\1)[^\\\n])*\1/.exec(text)?.[0] ?? '"';
  const ended = ast.body.find((statement) => /^(ImportDeclaration|ExpressionStatement|VariableDeclaration|ReturnStatement)$/.test(statement.type));
  return {
    eol: text.includes("\r\n") ? "\r\n" : "\n",
    indent: indentStepOf(text),
    quote: sample.startsWith("'") ? "'" : '"',
    semicolon: ended === undefined || file.textOf(ended).endsWith(";") ? ";" : "",
  };
}

/** The least indentation by spaces (one is a comment's second line), else a tab where the file has those. */
function indentStepOf(text: string): string {
  let least = Infinity;
  for (const [, spaces = ""] of text.matchAll(/^( {2,})\S/gm)) least = Math.min(least, spaces.length);
  if (least < Infinity) return " ".repeat(Math.min(least, 8));
  return /^\t+\S/m.test(text) ? "\t" : "  ";
}

/** The indentation of the line on which a node starts. */
export function indentationAt(context: Context, node: TSESTree.Node): string {
  const { text } = context.index.fileOf(node).file;
  const lineStart = text.lastIndexOf("\n", node.range[0] - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
}

/** Comments within a node that lie outside all of the given parts of it: a rewrite would lose them. */
export function commentsBetween(context: Context, whole: TSESTree.Node, parts: readonly (TSESTree.Node | undefined)[]): TSESTree.Comment[] {
  return (context.index.fileOf(whole).file.ast.comments ?? []).filter(
    (comment) =>
      comment.range[0] >= whole.range[0] &&
      comment.range[1] <= whole.range[1] &&
      !parts.some((part) => part !== undefined && comment.range[0] >= part.range[0] && comment.range[1] <= part.range[1]),
  );
}
