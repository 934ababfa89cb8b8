import { escaped } from "./words.js";
import type { TSESTree } from "@typescript-eslint/utils";
import type { Stretch } from "./frontmatter.js";
import { scriptBlocksOf } from "./script-blocks.js";

/** The files of which scripts are a part; the rest is markup. */
export const COMPONENT_EXTENSIONS: readonly string[] = [".vue", ".svelte", ".astro"];

/** Whether a file is a component by its name. */
export const isComponent = (fileName: string): boolean =>
  COMPONENT_EXTENSIONS.some((extension) => fileName.endsWith(extension));

/**
 * The text of a component outside of its scripts. Of styles only what they take from the scripts is left (Vue's
 * `v-bind(color)`): a class may be called like a variable.
 * @param scripts in source order
 */
export function markupAround(text: string, scripts: readonly Stretch[]): string {
  const starts = [0, ...scripts.map(({ end }) => end)];
  const outside = starts.map((start, position) => text.slice(start, scripts[position]?.start)).join("");
  return outside
    .replaceAll(/<\/?script\b(?:[^>"']|"[^"]*"|'[^']*')*>/g, "\n")
    .replaceAll(/<style\b[^>]*>([^]*?)<\/style\s*>/g, (_, style: string) =>
      [...style.matchAll(/\bv-bind\([^)]*\)/g)].join("\n"),
    );
}

/** The same of a component as a parser of components gives it. */
export const markupOf = (text: string, ast: TSESTree.Program): string =>
  markupAround(
    text,
    scriptBlocksOf(ast, text).toSorted((left, right) => left.start - right.start),
  );

/** Whether a text names something by a whole word; in Svelte a store's value is called by its name behind a `$`. */
export const namesInMarkup = (markup: string, name: string): boolean =>
  [name, kebabCase(name)].some(
    (word) => markup.includes(word) && new RegExp(`(?<![\\w-])\\$?${escaped(word)}(?![\\w$])`).test(markup),
  );

/** Whether a text reads a member of that name of something. */
export const readsInMarkup = (markup: string, member: string): boolean =>
  markup.includes(member) && new RegExp(`\\.\\s*${escaped(member)}(?![\\w$])`).test(markup);

/** As Vue's attributes are written: `:user-name` is `userName`. */
const kebabCase = (name: string): string =>
  name.replaceAll(/(?<=[a-z\d])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
