import { readFileSync } from "node:fs";
import { detect, mayHaveFindings, parseSettings } from "@kv-envelope/detector";
import type { Finding, ProjectFacts, Settings } from "@kv-envelope/detector";
import type { Host, Language } from "./hosts.js";

/**
 * One case of `cases/*.md`: a heading, optional `name: value` lines, and one fenced block of code.
 * A comment `//! field, field` at the end of a line says which fields are reported on that line;
 * code without such a comment is never flagged.
 */
export interface Case {
  readonly name: string;
  readonly language: Language;
  readonly code: string;
  readonly settings: Settings;
  readonly facts: ProjectFacts;
  /** The kinds of write, sorted and without repetition; empty where nothing is said. */
  readonly kinds: readonly string[];
  /** `line:field` in order of position. */
  readonly expected: readonly string[];
}

const SECTION =
  /^## (?<name>.+)\n(?<options>(?:[a-z]+: .+\n)*)\n?```(?<language>[a-z]+)\n(?<code>[\s\S]*?)\n```$/gm;
const LANGUAGES: readonly string[] = ["js", "mjs", "cjs", "jsx", "ts", "tsx"];
const OPTIONS = new Set(["kind", "settings", "runtime", "manifest"]);

const isLanguage = (text: string): text is Language => LANGUAGES.includes(text);

/** Reads a file of cases; a heading without a readable case under it is an error. */
export function readCases(fileName: string): Case[] {
  const text = readFileSync(new URL(`./cases/${fileName}`, import.meta.url), "utf8");
  const cases = [...text.matchAll(SECTION)].map((match) => readCase(match.groups ?? {}));
  const headings = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
  const missing = headings.filter((heading) => !cases.some(({ name }) => name === heading));
  if (missing.length > 0 || new Set(headings).size < headings.length) {
    throw new Error(`${fileName}: unreadable or repeated: ${missing.join("; ")}`);
  }
  return cases;
}

function readCase(groups: Readonly<Record<string, string>>): Case {
  const { name = "", language = "", code = "" } = groups;
  if (!isLanguage(language)) throw new Error(`${name}: no such language: ${language}`);
  const options = new Map(
    (groups["options"] ?? "").split("\n").flatMap((line): [string, string][] => {
      const [option = "", ...rest] = line.split(": ");
      if (option !== "" && !OPTIONS.has(option)) throw new Error(`${name}: no such option: ${option}`);
      return option === "" ? [] : [[option, rest.join(": ")]];
    }),
  );
  const manifest = options.get("manifest")?.split(" ") ?? [];
  return {
    name,
    language,
    code,
    settings: parseSettings(JSON.parse(options.get("settings") ?? "{}"), name),
    facts: { edgeRuntimeVersion: () => options.get("runtime") ?? null, manifestBindings: () => manifest },
    kinds: options.get("kind")?.split(" ") ?? [],
    expected: markedLines(code),
  };
}

function markedLines(code: string): string[] {
  return code.split("\n").flatMap((line, position) => {
    const marked = /\/\/! (.+?)(?: \*\/\})?$/.exec(line)?.[1];
    return marked === undefined ? [] : marked.split(", ").map((field) => `${position + 1}:${field}`);
  });
}

/** What the detector says of a case, in the form of `expected` and `kinds`. */
export function outcomeOf(
  host: Host,
  { code, language, settings, facts }: Case,
): { lines: string[]; kinds: string[] } {
  if (!mayHaveFindings(code, settings, facts)) return { lines: [], kinds: [] };
  const { findings } = detect(host.parse(code, language), settings, facts);
  return { lines: reportedLines(findings), kinds: [...new Set(findings.map(({ kind }) => kind))].sort() };
}

function reportedLines(findings: readonly Finding[]): string[] {
  return findings
    .flatMap(({ fields }) => fields)
    .sort((left, right) => left.node.range[0] - right.node.range[0])
    .map(({ node, name }) => `${node.loc.start.line}:${name}`);
}
