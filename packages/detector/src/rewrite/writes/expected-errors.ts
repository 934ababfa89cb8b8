import type { TSESTree } from "@typescript-eslint/utils";
import { hasAny } from "../../eval/numbers/kinds.js";
import { kindsOf } from "../../eval/numbers/reader.js";
import type { Context } from "../../kv/context.js";
import type { FileIndex } from "../../syntax/file-index.js";
import { peel, selfAndAncestors } from "../../syntax/nodes.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import { Unsafe } from "../unsafe.js";
import type { EnvelopeParts } from "./parts.js";

type NamedPart = EnvelopeParts["options"][number];

/** As TypeScript reads it: at the start of a line comment, or of a block comment's last line. */
const expectsError = ({ value }: TSESTree.Comment): boolean =>
  /^[/*\s]*@ts-expect-error\b/.test(value.split("\n").at(-1) ?? "");

/** The line that a directive speaks of: the next one with code on it. */
function lineOf({ file }: FileIndex, comment: TSESTree.Comment): number {
  const lines = file.text.split("\n");
  const comments = file.ast.comments ?? [];
  const isCode = (line: number): boolean => {
    const text = lines[line - 1] ?? "";
    const isWithin = comments.some(({ loc }) => loc.start.line < line && line < loc.end.line);
    return text.trim() !== "" && !/^\s*(?:\/\/|\/\*)/.test(text) && !isWithin;
  };
  let line = comment.loc.end.line + 1;
  while (line <= lines.length && !isCode(line)) line++;
  return line;
}

/**
 * Whether a comment is a `@ts-expect-error` for a field that goes: where the field's type has no name for it, and
 * nothing else can be meant. It goes with the field.
 */
export const goesWithField = (
  context: Context,
  file: FileIndex,
  comment: TSESTree.Comment,
  options: readonly NamedPart[],
): boolean => expectsError(comment) && options.some((part) => isAlone(context, part, lineOf(file, comment)));

/** Whether a line starts with a field whose own value can't be what an error is expected for. */
function isAlone(context: Context, { node, name }: NamedPart, line: number): boolean {
  const property =
    node === undefined ? undefined : [...selfAndAncestors(node)].find(({ type }) => type === "Property");
  if (node === undefined || property?.loc.start.line !== line) return false;
  return name === "metadata"
    ? isPlain(context, node)
    : !hasAny(kindsOf(context, node), "unknown", "text", "object", "refused", "text of nothing");
}

/** Whether an expression is made of literals and names alone. */
function isPlain(context: Context, node: TSESTree.Node): boolean {
  const inner = peel(node);
  if (
    !/^(?:Literal|Identifier|TemplateLiteral|TemplateElement|ObjectExpression|ArrayExpression|Property)$/.test(
      inner.type,
    )
  )
    return false;
  return context.index.childrenOf(inner).every((child) => isPlain(context, child));
}

/** Throws where a `@ts-expect-error` that stays speaks of a line that changes: it may have nothing to expect any more. */
export function keepExpectedErrors(
  context: Context,
  edits: readonly PlacedEdit[],
  options: readonly NamedPart[],
): void {
  for (const { file, start, end } of edits.filter((edit) => edit.start < edit.end)) {
    const { text, ast } = file.file;
    const lineAt = (offset: number): number => text.slice(0, offset).split("\n").length;
    for (const comment of (ast.comments ?? []).filter(expectsError)) {
      const isWithin = start <= comment.range[0] && comment.range[1] <= end;
      if (isWithin && goesWithField(context, file, comment, options)) continue;
      const line = lineOf(file, comment);
      if (lineAt(start) <= line && line <= lineAt(end))
        throw new Unsafe(
          `the error that \`@ts-expect-error\` (line ${comment.loc.start.line}) expects may be gone with the fields`,
          "take the comment out, or change both by hand",
        );
    }
  }
}
