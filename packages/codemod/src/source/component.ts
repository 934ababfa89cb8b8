import { frontmatterIn, isComponent, markupAround } from "@kv-envelope/detector";
import type * as htmlparser2 from "htmlparser2";
import { FileError } from "../shared/errors.js";
import { requireLazily } from "./require.js";

/** The code of a source, at its place: of a component all but the scripts is blank. */
export interface Code {
  readonly text: string;
  /** A name whose extension tells the language. */
  readonly fileName: string;
  /** Of a component: its text outside of the scripts. */
  readonly markup: string | undefined;
}

/** A script of a component, from behind its opening tag to its closing one. */
interface Script {
  readonly start: number;
  readonly end: number;
  readonly language: Language;
}

type Language = "js" | "jsx" | "ts" | "tsx";

/**
 * What stands in the scripts of a component. Nothing of the repository's own is run for it: no parser, no plugin.
 * @param withBrowser whether of an Astro component what the browser gets is among it; by default it is markup
 * @throws {FileError} if a script is in another language.
 */
export function codeOf(text: string, fileName: string, withBrowser = false): Code {
  if (!isComponent(fileName)) return { text, fileName, markup: undefined };
  const scripts = isOfAstro(fileName)
    ? [...frontmatterOf(text), ...(withBrowser ? browserScriptsOf(text) : [])]
    : scriptsOf(text, fileName);
  let code = "";
  for (const { start, end } of scripts)
    code += blank(text.slice(code.length, start)) + text.slice(start, end);
  return {
    text: code + blank(text.slice(code.length)),
    fileName: `${fileName}.${languageOf(scripts)}`,
    markup: markupAround(text, scripts),
  };
}

/** The same text without a letter: offsets and lines stay. */
const blank = (text: string): string => text.replaceAll(/[^\r\n\u2028\u2029]/g, " ");

/** All scripts of a component are in one language, if each says so. */
const languageOf = (scripts: readonly Script[]): Language =>
  LANGUAGES.find((language) => scripts.some((script) => script.language === language)) ?? "js";

const LANGUAGES: readonly Language[] = ["tsx", "ts", "jsx", "js"];

export const isOfAstro = (fileName: string): boolean => fileName.endsWith(".astro");

/**
 * What an Astro component hands to the browser, each a module of its own: not what goes there as it is (`is:inline`,
 * and what is given variables), where no package can be imported.
 */
export function browserScriptsOf(text: string): Script[] {
  const start = frontmatterIn(text)?.end ?? 0;
  return scriptElementsIn(text.slice(start))
    .filter((script) => isProgram(script) && Object.keys(script.attributes).length === 0)
    .map((script) => ({ start: start + script.start, end: start + script.end, language: "ts" }));
}

/** What stands between the first two fences. */
function frontmatterOf(text: string): Script[] {
  const found = frontmatterIn(text);
  if (found === undefined) return [];
  const { start, end } = found;
  if (end === undefined) throw new FileError("can't be parsed: its frontmatter has no end");
  return [{ start, end, language: "ts" }];
}

interface Element {
  readonly start: number;
  readonly end: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** How many elements are around it. */
  readonly depth: number;
  readonly isInHead: boolean;
}

function scriptsOf(text: string, fileName: string): Script[] {
  const own = scriptElementsIn(text).filter(isProgram);
  return (fileName.endsWith(".svelte") ? ofSvelte(own) : own.filter(({ depth }) => depth === 0)).map(
    ({ start, end, attributes }) => ({ start, end, language: languageNamed(attributes) }),
  );
}

/** Code of the component itself: not data, and not a file elsewhere. */
const isProgram = ({ attributes }: Element): boolean =>
  !("src" in attributes) &&
  /^(?:|module|ts|(?:text|application)\/(?:javascript|typescript|ecmascript))$/.test(
    attributes["type"] ?? "",
  );

/**
 * The module's script and the component's. They stand beside the markup, of which `{a<b}` may look like a tag that is
 * never closed: so it is the least deep of each kind.
 */
function ofSvelte(elements: readonly Element[]): Element[] {
  const own = elements.filter(({ isInHead }) => !isInHead);
  return [true, false]
    .flatMap((isModule) => {
      const ofKind = own.filter(
        ({ attributes }) => isModule === ("module" in attributes || "context" in attributes),
      );
      const least = ofKind.reduce((before, { depth }) => Math.min(before, depth), Infinity);
      return ofKind.filter(({ depth }) => depth === least);
    })
    .sort((left, right) => left.start - right.start);
}

function languageNamed(attributes: Readonly<Record<string, string>>): Language {
  const named = attributes["lang"] ?? (/(?:ts|typescript)$/.test(attributes["type"] ?? "") ? "ts" : "js");
  switch (named) {
    case "":
    case "js":
    case "javascript":
      return "js";
    case "ts":
    case "typescript":
      return "ts";
    case "jsx":
    case "tsx":
      return named;
    default:
      throw new FileError(`can't be parsed: it has a script in ${named}`);
  }
}

type HtmlParser = typeof htmlparser2;

const isHtmlParser = (module: unknown): module is HtmlParser =>
  typeof module === "object" && module !== null && "Parser" in module;

function scriptElementsIn(text: string): Element[] {
  const loaded = requireLazily("htmlparser2");
  if (!isHtmlParser(loaded)) throw new Error("htmlparser2 is not the version that this package needs");
  const found: Element[] = [];
  const open: {
    readonly name: string;
    readonly start: number;
    readonly attributes: Readonly<Record<string, string>>;
  }[] = [];
  let heads = 0;
  const parser = new loaded.Parser(
    {
      onopentag: (name, attributes) => {
        open.push({ name, start: parser.endIndex + 1, attributes });
        if (name === HEAD) heads += 1;
      },
      onclosetag: (name, isImplied) => {
        const element = open.pop();
        if (name === HEAD) heads -= 1;
        if (element?.name !== "script") return;
        const { start, attributes } = element;
        // Nothing stands in `<script src="…" />`.
        if (!isImplied)
          found.push({ start, end: parser.startIndex, attributes, depth: open.length, isInHead: heads > 0 });
        else if (text[start - 2] !== "/") throw new FileError("can't be parsed: a script has no end");
      },
    },
    // `<Script>` is a component.
    { lowerCaseTags: false, lowerCaseAttributeNames: false, recognizeSelfClosing: true },
  );
  parser.end(text);
  return found;
}

/** What Svelte puts into the page's head. */
const HEAD = "svelte:head";

/** How TypeScript calls a component: it knows no file of that name. */
export const asTypeScript = (path: string): string => (isComponent(path) ? `${path}${SCRIPT}` : path);

/** The component that TypeScript calls so. */
export const asComponent = (path: string): string =>
  path.endsWith(SCRIPT) && isComponent(path.slice(0, -SCRIPT.length)) ? path.slice(0, -SCRIPT.length) : path;

const SCRIPT = ".ts";
