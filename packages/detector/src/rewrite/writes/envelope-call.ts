import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { peel } from "../../syntax/nodes.js";
import { goesWithField } from "./expected-errors.js";
import type { EnvelopeParts, Part } from "./parts.js";
import {
  CLOSING_REST,
  LINE_WIDTH,
  commentsBetween,
  indentationAt,
  layoutAt,
  lineBefore,
  lineBehind,
} from "../layout.js";
import { endsWithComma, lastOfLiteral } from "../style-votes.js";

/**
 * Writes the arguments `value, { ttlSeconds: …, metadata: … }` in the place of `site`, on one line
 * or spread like the source, with every comment that stood between the parts.
 * @param head what stands before the arguments, for example `encodeEnvelope(`
 * @param positional names of options that are written as arguments of their own instead
 * @param emptied a node besides `site` whose parts all move here, and its comments with them
 */
export function renderCall(
  context: Context,
  site: TSESTree.Node,
  head: string,
  tail: string,
  parts: EnvelopeParts,
  positional: readonly string[] = [],
  emptied?: TSESTree.Node,
): string {
  const args: { lead: string; part: Part }[] = [{ lead: "", part: parts.value }];
  for (const name of positional) {
    const option = parts.options.find((candidate) => candidate.name === name);
    if (option !== undefined) args.push({ lead: "", part: option });
  }
  const named = parts.options.filter((option) => !positional.includes(option.name));
  const fields = named.map((option) => ({
    lead: option.text === option.name ? "" : `${option.name}: `,
    part: option,
  }));
  const all = [...args, ...fields];
  const comments = attach(
    context,
    emptied === undefined ? [site] : [site, emptied],
    all.map(({ part }) => part),
    parts.options,
  );
  // Bare arguments follow the layout of the call they are put into: one on each line, or all on one.
  const separator =
    head === "" && startsItsLine(context, site)
      ? `,${layoutAt(context, site).eol}${indentationAt(context, site)}`
      : ", ";
  const options =
    fields.length === 0
      ? ""
      : `${separator}{ ${fields.map(({ lead, part }) => lead + part.text).join(", ")} }`;
  const oneLine = `${head}${args.map(({ part }) => part.text).join(separator)}${options}${tail}`;
  if (
    comments.size === 0 &&
    (fields.length === 0 || separator !== ", " || fitsOnLine(context, site, oneLine))
  )
    return oneLine;

  const { eol, indent, argumentComma } = layoutAt(context, site);
  const fieldComma = literalComma(context, site, emptied);
  const base = indentationAt(context, site);
  const line = (depth: number, item: { lead: string; part: Part }): string => {
    const comma = item !== all.at(-1) ? "," : fields.length > 0 ? fieldComma : argumentComma;
    const own = comments.get(item.part) ?? { leading: [], trailing: [] };
    const margin = base + indent.repeat(depth);
    const before = own.leading.map((comment) => margin + comment + eol).join("");
    return `${before}${margin}${item.lead}${item.part.text}${comma}${own.trailing.map((comment) => ` ${comment}`).join("")}${eol}`;
  };
  const isArgumentCommented = args.some(({ part }) => comments.has(part));
  if (!isArgumentCommented && fields.length > 0) {
    const lines = fields.map((field) => line(1, field)).join("");
    return `${head}${args.map(({ part }) => part.text).join(", ")}, {${eol}${lines}${base}}${tail}`;
  }
  const object =
    fields.length === 0
      ? ""
      : `${base}${indent}{${eol}${fields.map((field) => line(2, field)).join("")}${base}${indent}}${argumentComma}${eol}`;
  return `${head}${eol}${args.map((item) => line(1, item)).join("")}${object}${base}${tail}`;
}

/** What stands behind the last field: as in the literal that is replaced, else as in the file. */
function literalComma(context: Context, site: TSESTree.Node, emptied: TSESTree.Node | undefined): "" | "," {
  for (const place of [site, emptied]) {
    const literal = place === undefined ? undefined : literalOf(place);
    const last = literal === undefined ? undefined : lastOfLiteral(literal);
    if (literal === undefined || last === undefined) continue;
    const { text, ast } = context.index.fileOf(literal).file;
    const hasComma = endsWithComma(text, ast.comments ?? [], literal, last);
    if (hasComma !== undefined) return hasComma ? "," : "";
  }
  return layoutAt(context, site).literalComma;
}

/** The object that a site is, or that it serialises. */
function literalOf(site: TSESTree.Node): TSESTree.Node | undefined {
  const inner = peel(site);
  if (inner.type === "ObjectExpression") return inner;
  const argument = inner.type === "CallExpression" ? inner.arguments[0] : undefined;
  return argument === undefined ? undefined : literalOf(argument);
}

const startsItsLine = (context: Context, node: TSESTree.Node): boolean =>
  lineBefore(context.index.fileOf(node).file.text, node.range[0]).trim() === "";

function fitsOnLine(context: Context, site: TSESTree.Node, replacement: string): boolean {
  const { text } = context.index.fileOf(site).file;
  const [start, end] = site.range;
  const rest = lineBehind(text, end);
  const isOneLine = site.loc.start.line === site.loc.end.line;
  // In the middle of a line a call can't be spread so that it is easy to read.
  if (isOneLine && !CLOSING_REST.test(rest)) return true;
  const around = lineBefore(text, start).length + rest.replace(/\s*\/\/.*/, "").length;
  const allowed = isOneLine ? Math.max(LINE_WIDTH, around + end - start) : LINE_WIDTH;
  return (isOneLine || !replacement.includes("\n")) && around + replacement.length <= allowed;
}

interface Attached {
  readonly leading: string[];
  readonly trailing: string[];
}

/** Gives each comment of the replaced text to the part that it speaks of: the one before it on its line, or the next. */
function attach(
  context: Context,
  sites: readonly [TSESTree.Node, ...TSESTree.Node[]],
  parts: readonly Part[],
  options: EnvelopeParts["options"],
): Map<Part, Attached> {
  const attached = new Map<Part, Attached>();
  const placed = parts.filter((part) => part.node !== undefined);
  const file = context.index.fileOf(sites[0]);
  const { text: source } = file.file;
  for (const comment of sites.flatMap((site) =>
    commentsBetween(
      context,
      site,
      parts.map((part) => part.node),
    ),
  )) {
    if (goesWithField(context, file, comment, options)) continue;
    const sameLine = placed.findLast(
      (part) =>
        part.node !== undefined &&
        part.node.range[1] <= comment.range[0] &&
        part.node.loc.end.line === comment.loc.start.line,
    );
    const next = placed.find((part) => part.node !== undefined && part.node.range[0] >= comment.range[1]);
    const owner = sameLine ?? next ?? placed.at(-1) ?? parts[0];
    if (owner === undefined) continue;
    const own = attached.get(owner) ?? { leading: [], trailing: [] };
    attached.set(owner, own);
    const text = source.slice(comment.range[0], comment.range[1]);
    if (owner === next && sameLine === undefined) own.leading.push(text);
    else own.trailing.push(text);
  }
  return attached;
}
