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

/**
 * Whether a text takes one of the members out of something: `e.ttl`, `e["ttl"]`, `{#await load() then { ttl }}`. Not
 * where it makes an object with it: `save({ ttl: 60 })`.
 */
export const takesInMarkup = (markup: string, members: readonly string[]): boolean =>
  members.some(
    (member) =>
      markup.includes(member) &&
      (readsInMarkup(markup, member) ||
        new RegExp(`(?:[\\w$)\\]]|\\?\\.)\\[\\s*(["'\`])${escaped(member)}\\1\\s*\\]`).test(markup) ||
        bracesIn(markup).some(({ text, kind }) => kind === "pattern" && keysOf(text).includes(member))),
  );

/** What stands before a pattern: `then {`, `{#each list as {`, `v-slot="{`, `#item="{`, `v-for="({`. */
const BEFORE_PATTERN = /(?:\b(?:then|as|const|let|var)\s*|(?:v-slot|v-for|#)[\w:.-]*\s*=\s*["']\(?)$/;
/** What stands behind the pattern of a parameter: `{ ttl }) =>`. */
const BEHIND_PATTERN = /^\s*(?:,[^(){}]*)?\)\s*=>/;
/** How much of the text around braces tells what they are. */
const AROUND_LENGTH = 80;

/** What stands before an object that has one short property alone, which an interpolation does not: `save({ ttl })`. */
const BEFORE_OBJECT = /[(,:[]\s*$/;
const OBJECT = /^\{\s*(?:\.\.\.|["']?[\w$-]+["']?\s*[:,])/;
const KEYS = /(?<=[{,]\s*)["']?([\w$-]+)["']?(?=\s*[:,}=])/g;

/** The innermost braces of a text, and what each is. */
const bracesIn = (markup: string): { text: string; kind: "pattern" | "object" | "other" }[] =>
  [...markup.matchAll(/\{[^{}]*\}/g)].map(({ 0: text, index }) => {
    const before = markup.slice(Math.max(0, index - AROUND_LENGTH), index);
    const end = index + text.length;
    if (BEFORE_PATTERN.test(before) || BEHIND_PATTERN.test(markup.slice(end, end + AROUND_LENGTH)))
      return { text, kind: "pattern" };
    return { text, kind: OBJECT.test(text) || BEFORE_OBJECT.test(before) ? "object" : "other" };
  });

const keysOf = (braces: string): string[] => [...braces.matchAll(KEYS)].flatMap(([, key]) => key ?? []);

/** The properties of the objects that a text makes: of `save({ ttl: 60 })`, not of `{{ entry.ttl }}` or `as { ttl }`. */
export const propertiesMadeInMarkup = (markup: string): string[] =>
  bracesIn(markup).flatMap(({ text, kind }) => (kind === "object" ? keysOf(text) : []));

/** Whether a text may itself put something: `S.put(key, entry)`, `method: "PUT"`. A handler's name does not, nor `cart.put(item)`. */
export const putsInMarkup = (markup: string): boolean =>
  /\.\s*put\s*\([^)]*,|\bmethod\s*:\s*(["'`])PUT\1/.test(markup);

/** As Vue's attributes are written: `:user-name` is `userName`. */
const kebabCase = (name: string): string =>
  name.replaceAll(/(?<=[a-z\d])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
