import { readConfig } from "./config.js";
import { messageOf } from "../shared/errors.js";

/**
 * What there is to say of configurations below the root: a run goes by one, since a store may be
 * written in one package and read in another.
 */
export function nestedConfigProblems(root: string, files: readonly string[]): string[] {
  if (files.length === 0) return [];
  const modules = new Map<string, string[]>();
  for (const file of files) {
    const module = helperModuleOf(root, file);
    if (module !== undefined) modules.set(module, [...(modules.get(module) ?? []), file]);
  }
  const disagreement =
    modules.size < 2
      ? ""
      : `; they disagree on helpers.module (${[...modules].map(([module, [file]]) => `${JSON.stringify(module)} in ${file ?? ""}`).join(", ")})`;
  return [
    `${files.join(", ")}: not read, the run goes by the configuration of the directory that it was started in${disagreement}`,
  ];
}

function helperModuleOf(root: string, file: string): string | undefined {
  try {
    return readConfig(root, file).settings.helpers?.module;
  } catch (error) {
    return `not readable: ${messageOf(error)}`;
  }
}
