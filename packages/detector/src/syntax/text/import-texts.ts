/** `from "…"`, `import "…"`, `import("…")`, `require("…")`: more than real imports at most, so that none is missed. */
const SPECIFIER =
  /(?<keyword>\bfrom|\bimport\s*\(|\bimport|\brequire\s*\()\s*(?:\/\*[^*]*\*\/\s*)?(?<quote>["'`])(?<specifier>[^"'`\n]+)["'`]/g;

/** What a text may name in an import, a re-export or a call, read off without parsing it. */
export interface ImportText {
  readonly specifier: string;
  /** Whether it takes named exports and no others: `import { a } from`, `const { a } = require("…")`. */
  readonly isByName: () => boolean;
}

/** What the text of a file may import. */
export function* importTexts(text: string): Iterable<ImportText> {
  for (const match of text.matchAll(SPECIFIER)) {
    const { keyword = "", quote, specifier = "" } = match.groups ?? {};
    // "taken from `domain_id`", says a comment: only a call may name a module by a template.
    if (quote === "`" && !keyword.endsWith("(")) continue;
    const end = match.index + match[0].length;
    yield { specifier, isByName: () => isByName(keyword, text.slice(0, match.index), text.slice(end)) };
  }
}

/** Whether an import of which the text says no more than this can take nothing but what it names. */
function isByName(keyword: string, before: string, after: string): boolean {
  // `import "…"` takes nothing.
  if (keyword === "import") return true;
  if (keyword.startsWith("require") && /^\s*\)\s*\.\s*\w/.test(after)) return true;
  const clause = before.trimEnd().replace(/\s*=(?:\s*await)?$/, "");
  const open = clause.lastIndexOf("{");
  // With a rest, a computed name or a list within, it may take anything.
  if (!clause.endsWith("}") || /\.\.\.|\[/.test(clause.slice(open))) return false;
  return /(?:^|[\s;}])(?:import|export|const|let|var)(?:\s+type)?\s*$/.test(
    clause.slice(Math.max(0, open - LONGEST_START), open),
  );
}

/** How long what stands before a list of names is at most, with some room: `;export type `. */
const LONGEST_START = 40;
