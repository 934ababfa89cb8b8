import type { TextEdit } from "../edits.js";
import type { HelperName, HelperNames } from "./helper-names.js";
import { besideImports } from "./import-place.js";
import { layoutOf } from "./layout.js";

/** The edit that brings the given helpers into the file; none if they are all there. */
export function importEdits(names: HelperNames, needed: ReadonlySet<HelperName>): TextEdit[] {
  const missing = [...needed].filter((name) => !names.isImported(name)).sort();
  if (missing.length === 0) return [];
  return [extension(names, missing) ?? besideImports(names.file, names.module, statement(names, missing))];
}

/** More names in an import that the file has already. */
function extension(names: HelperNames, missing: readonly HelperName[]): TextEdit | undefined {
  const existing = names.file.imports.find(
    ({ source, importKind, specifiers }) => source.value === names.module && importKind !== "type" && specifiers.at(-1)?.type === "ImportSpecifier",
  );
  const last = existing?.specifiers.at(-1)?.range[1];
  return last === undefined || names.form !== "import" ? undefined : { start: last, end: last, text: `, ${bindings(names, missing, " as ")}` };
}

function statement(names: HelperNames, missing: readonly HelperName[]): string {
  const { quote, semicolon } = layoutOf(names.file);
  const module = quote + names.module + quote;
  switch (names.form) {
    case "import":
      return `import { ${bindings(names, missing, " as ")} } from ${module}${semicolon}`;
    case "require":
      return `const { ${bindings(names, missing, ": ")} } = require(${module})${semicolon}`;
    case "import-require":
      return `import ${names.whole} = require(${module})${semicolon}`;
  }
}

const bindings = (names: HelperNames, missing: readonly HelperName[], renamed: string): string =>
  missing.map((name) => (names.local(name) === name ? name : `${name}${renamed}${names.local(name)}`)).join(", ");
