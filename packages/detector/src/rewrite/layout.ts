import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";

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

/** Reads the layout off the file's own text. */
export function layoutOf(context: Context): Layout {
  const { text, ast } = context.index.file;
  const spaces = [...text.matchAll(/^( +)\S/gm)].map((match) => match[1]?.length ?? 0).filter((width) => width > 1);
  const indent = /^\t+\S/m.test(text) && spaces.length === 0 ? "\t" : " ".repeat(Math.min(...spaces, 8) === 8 ? (spaces.length === 0 ? 2 : 8) : Math.min(...spaces));
  const firstImport = context.index.imports[0]?.source.raw;
  const sample = firstImport ?? /(["'])(?:(?!\1)[^\\\n])*\1/.exec(text)?.[0] ?? '"';
  const ended = ast.body.find((statement) => /^(ImportDeclaration|ExpressionStatement|VariableDeclaration|ReturnStatement)$/.test(statement.type));
  return {
    eol: text.includes('\r\n') ? "\r\n" : "\n",
    indent,
    quote: sample.startsWith("'") ? "'" : '"',
    semicolon: ended === undefined || context.index.textOf(ended).endsWith(";") ? ";" : "",
  };
}

/** The indentation of the line on which a node starts. */
export function indentationAt(context: Context, node: TSESTree.Node): string {
  const { text } = context.index.file;
  const lineStart = text.lastIndexOf("\n", node.range[0] - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
}

/** Comments within a node that lie outside all of the given parts of it: a rewrite would lose them. */
export function commentsBetween(context: Context, whole: TSESTree.Node, parts: readonly (TSESTree.Node | undefined)[]): TSESTree.Comment[] {
  return (context.index.file.ast.comments ?? []).filter(
    (comment) =>
      comment.range[0] >= whole.range[0] &&
      comment.range[1] <= whole.range[1] &&
      !parts.some((part) => part !== undefined && comment.range[0] >= part.range[0] && comment.range[1] <= part.range[1]),
  );
}
