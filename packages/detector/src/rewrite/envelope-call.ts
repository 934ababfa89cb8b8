import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import type { EnvelopeParts, Part } from "./envelope-parts.js";
import { LINE_WIDTH, commentsBetween, indentationAt, layoutAt } from "./layout.js";

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
  const fields = named.map((option) => ({ lead: option.text === option.name ? "" : `${option.name}: `, part: option }));
  const all = [...args, ...fields];
  const comments = attach(context, emptied === undefined ? [site] : [site, emptied], all.map(({ part }) => part));
  // Bare arguments follow the layout of the call they are put into: one on each line, or all on one.
  const separator = head === "" && startsItsLine(context, site) ? `,${layoutAt(context, site).eol}${indentationAt(context, site)}` : ", ";
  const options = fields.length === 0 ? "" : `${separator}{ ${fields.map(({ lead, part }) => lead + part.text).join(", ")} }`;
  const oneLine = `${head}${args.map(({ part }) => part.text).join(separator)}${options}${tail}`;
  if (comments.size === 0 && (separator !== ", " || fitsOnLine(context, site, oneLine))) return oneLine;

  const { eol, indent } = layoutAt(context, site);
  const base = indentationAt(context, site);
  const line = (depth: number, item: { lead: string; part: Part }): string => {
    const own = comments.get(item.part) ?? { leading: [], trailing: [] };
    const margin = base + indent.repeat(depth);
    const before = own.leading.map((comment) => margin + comment + eol).join("");
    return `${before}${margin}${item.lead}${item.part.text},${own.trailing.map((comment) => ` ${comment}`).join("")}${eol}`;
  };
  const isArgumentCommented = args.some(({ part }) => comments.has(part));
  if (!isArgumentCommented && fields.length > 0) {
    const lines = fields.map((field) => line(1, field)).join("");
    return `${head}${args.map(({ part }) => part.text).join(", ")}, {${eol}${lines}${base}}${tail}`;
  }
  const object = fields.length === 0 ? "" : `${base}${indent}{${eol}${fields.map((field) => line(2, field)).join("")}${base}${indent}},${eol}`;
  return `${head}${eol}${args.map((item) => line(1, item)).join("")}${object}${base}${tail}`;
}

function startsItsLine(context: Context, node: TSESTree.Node): boolean {
  const { text } = context.index.fileOf(node).file;
  return text.slice(text.lastIndexOf("\n", node.range[0] - 1) + 1, node.range[0]).trim() === "";
}

function fitsOnLine(context: Context, site: TSESTree.Node, replacement: string): boolean {
  const { text } = context.index.fileOf(site).file;
  const lineStart = text.lastIndexOf("\n", site.range[0] - 1) + 1;
  const lineEnd = /\r?\n|$/.exec(text.slice(site.range[0]))?.index ?? 0;
  const before = site.range[0] - lineStart;
  const isOneLine = site.loc.start.line === site.loc.end.line;
  // In the middle of a line a call can't be spread so that it is easy to read.
  const rest = text.slice(site.range[0]).slice(0, lineEnd).slice(site.range[1] - site.range[0]);
  if (isOneLine && !/^[),;]*$/.test(rest)) return true;
  if (isOneLine && before + lineEnd > LINE_WIDTH) return true;
  return (isOneLine || !replacement.includes("\n")) && before + replacement.length <= LINE_WIDTH;
}

interface Attached {
  readonly leading: string[];
  readonly trailing: string[];
}

/** Gives each comment of the replaced text to the part that it speaks of: the one before it on its line, or the next. */
function attach(context: Context, sites: readonly [TSESTree.Node, ...TSESTree.Node[]], parts: readonly Part[]): Map<Part, Attached> {
  const attached = new Map<Part, Attached>();
  const placed = parts.filter((part) => part.node !== undefined);
  const { text: source } = context.index.fileOf(sites[0]).file;
  for (const comment of sites.flatMap((site) => commentsBetween(context, site, parts.map((part) => part.node)))) {
    const sameLine = placed.findLast((part) => part.node !== undefined && part.node.range[1] <= comment.range[0] && part.node.loc.end.line === comment.loc.start.line);
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
