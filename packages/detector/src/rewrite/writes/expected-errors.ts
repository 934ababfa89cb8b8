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

/** A line of a text. */
interface Line {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** The line behind one that holds an offset. */
function nextLine(text: string, offset: number, number: number): Line {
  const before = text.indexOf("\n", offset);
  const start = before < 0 ? text.length : before + 1;
  const end = text.indexOf("\n", start);
  return { number, start, end: end < 0 ? text.length : end };
}

/** The line that a directive speaks of: the next one with code on it. */
function lineOf({ file }: FileIndex, comment: TSESTree.Comment): Line {
  const { text } = file;
  const comments = file.ast.comments ?? [];
  const isCode = ({ number, start, end }: Line): boolean => {
    const code = text.slice(start, end);
    const isWithin = comments.some(({ loc }) => loc.start.line < number && number < loc.end.line);
    return code.trim() !== "" && !/^\s*(?:\/\/|\/\*)/.test(code) && !isWithin;
  };
  let line = nextLine(text, comment.range[1], comment.loc.end.line + 1);
  while (line.start < text.length && !isCode(line)) line = nextLine(text, line.start, line.number + 1);
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
): boolean =>
  expectsError(comment) && options.some((part) => isAlone(context, part, lineOf(file, comment).number));

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
    const { ast } = file.file;
    // One that stands behind what changes speaks of a line behind it.
    const before = (ast.comments ?? []).filter((comment) => comment.range[0] < end && expectsError(comment));
    for (const comment of before) {
      const isWithin = start <= comment.range[0] && comment.range[1] <= end;
      if (isWithin && goesWithField(context, file, comment, options)) continue;
      const line = lineOf(file, comment);
      if (start <= line.end && line.start <= end)
        throw new Unsafe(
          `the error that \`@ts-expect-error\` (line ${comment.loc.start.line}) expects may be gone with the fields`,
          "take the comment out, or change both by hand",
        );
    }
  }
}
