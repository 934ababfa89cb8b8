import type { ExposedNames, ParsedFile } from "@kv-envelope/detector";
import type { AutoImports } from "../modules/auto-imports.js";
import type { ProgramFile, ProgramFiles } from "../modules/program-files.js";

/**
 * Leads the names that files use without an import to what a file exports under them, as the framework does.
 * @param names what the file exports that writes, reads or holds what does
 * @returns the files whose names lead there since, and did not before
 */
export function linkAutoImports(
  files: ProgramFiles,
  autoImports: AutoImports,
  exporter: ParsedFile,
  names: ExposedNames,
): string[] {
  const { file: name } = files.of(exporter);
  return autoImports.usersOf(name, [...names.keys()]).filter((user) => {
    const found = files.get(user);
    return found !== undefined && link(files, files.of(exporter), found, names);
  });
}

function link(files: ProgramFiles, exporter: ProgramFile, user: ProgramFile, names: ExposedNames): boolean {
  const { globalScope } = user.parsed.scopeManager;
  const exported = exporter.parsed.scopeManager.scopes.find(({ type }) => type === "module");
  let isNew = false;
  for (const reference of globalScope?.through ?? []) {
    const { name } = reference.identifier;
    const variable = typeof name === "string" && names.has(name) ? exported?.set.get(name) : undefined;
    // Of two files that export the name, the framework takes one: as it is, the first.
    if (variable === undefined || reference.resolved !== null) continue;
    reference.resolved = variable;
    variable.references.push(reference);
    isNew = true;
  }
  if (isNew) files.noteLinked(exporter.file, user.file);
  return isNew;
}
