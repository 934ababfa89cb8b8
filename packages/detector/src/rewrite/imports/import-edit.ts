import type { TextEdit } from "../../syntax/text/edits.js";
import type { HelperName, HelperNames, ListedName, NeededHelper } from "./helper-names.js";
import type { TSESTree } from "@typescript-eslint/utils";
import { besideImports, isInside } from "./import-place.js";
import type { ScriptBlock } from "../../syntax/text/script-blocks.js";
import { layoutOf } from "../layout.js";

/** The edits that bring helpers into the file where they are needed; none if they are all there. */
export function importEdits(names: HelperNames, needed: readonly NeededHelper[]): TextEdit[] {
  const { file } = names;
  if (file.file.areScriptsApart !== true) return editsOfModule(names, needed, undefined);
  return file.scriptBlocks.flatMap((block) =>
    editsOfModule(
      names,
      needed.filter(({ at }) => isInside(block, at)),
      block,
    ),
  );
}

/** @param block of a component whose scripts are modules of their own: the one */
function editsOfModule(
  names: HelperNames,
  needed: readonly NeededHelper[],
  block: ScriptBlock | undefined,
): TextEdit[] {
  const isHere = (node: TSESTree.Node): boolean => block === undefined || isInside(block, node);
  const missing = [...new Set(needed.map(({ name }) => name))]
    .filter((name) => !names.isImported(name, isHere))
    .sort();
  if (missing.length === 0) return [];
  const listed = names.isWhole ? [] : names.listed.filter(({ node }) => isHere(node));
  return listed.length > 0
    ? extension(names, listed, missing)
    : [
        besideImports(
          names.file,
          names.module,
          statement(names, missing),
          needed.flatMap(({ name, at }) => (missing.includes(name) ? at : [])),
        ),
      ];
}

/** More names in an import that the file has already: in their order where it keeps one, else at its end. */
function extension(
  names: HelperNames,
  listed: readonly ListedName[],
  missing: readonly HelperName[],
): TextEdit[] {
  const isSorted = listed.every(
    ({ name }, position) => position === 0 || (listed[position - 1]?.name ?? "") <= name,
  );
  const last = listed.at(-1)?.node.range[1] ?? 0;
  const byPlace = new Map<ListedName | undefined, HelperName[]>();
  for (const name of missing) {
    const next = isSorted ? listed.find((each) => each.name > name) : undefined;
    byPlace.set(next, [...(byPlace.get(next) ?? []), name]);
  }
  return [...byPlace].map(([next, added]) => {
    const text = bindings(names, added);
    const place = next?.node.range[0] ?? last;
    return { start: place, end: place, text: next === undefined ? `, ${text}` : `${text}, ` };
  });
}

function statement(names: HelperNames, missing: readonly HelperName[]): string {
  const { quote, semicolon } = layoutOf(names.file);
  const module = quote + escaped(names.module, quote) + quote;
  switch (names.form) {
    case "import":
      return `import { ${bindings(names, missing)} } from ${module}${semicolon}`;
    case "require":
      return names.isWhole
        ? `var ${names.whole} = require(${module})${semicolon}`
        : `const { ${bindings(names, missing)} } = require(${module})${semicolon}`;
    case "import-require":
      return `import ${names.whole} = require(${module})${semicolon}`;
  }
}

/** The path of a helper file may have a quote in it: `./it's/kv.js`. */
const escaped = (text: string, quote: string): string =>
  text.replace(/[\\'"`\p{Cc}\u2028\u2029]/gu, (sign) => {
    if (sign === "\\" || sign === quote) return `\\${sign}`;
    return /['"`]/.test(sign) ? sign : `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  });

function bindings(names: HelperNames, missing: readonly HelperName[]): string {
  const renamed = names.form === "import" ? " as " : ": ";
  return missing
    .map((name) => (names.local(name) === name ? name : `${name}${renamed}${names.local(name)}`))
    .join(", ");
}
