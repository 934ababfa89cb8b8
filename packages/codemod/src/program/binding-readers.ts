import type { Program } from "@kv-envelope/detector";
import { textOf } from "../modules/file-tree.js";
import type { FileTree } from "../modules/file-tree.js";
import { homesIn } from "../modules/homes.js";
import type { ProgramFiles } from "../modules/program-files.js";

/**
 * The files of a package that name a binding which the program writes, though nothing else in them names the service:
 * the handlers of a framework, `(c) => c.env.SESSIONS.get(key)`.
 * @param known the files that are looked at already
 */
export function bindingReaders(
  tree: FileTree,
  files: ProgramFiles,
  program: Program,
  known: ReadonlySet<string>,
): string[] {
  const written = program.bindingsWritten();
  if (written.length === 0) return [];
  const homeOf = homesIn(tree);
  const namesByHome = new Map<string, Set<string>>();
  for (const { name, file } of written) {
    const home = homeOf(files.nameOf(file));
    namesByHome.set(home, (namesByHome.get(home) ?? new Set()).add(name));
  }
  return tree.sources.filter((file) => {
    const names = known.has(file) ? undefined : namesByHome.get(homeOf(file));
    if (names === undefined) return false;
    const text = textOf(tree, file, [...names]);
    return [...names].some((name) => text.includes(name) && asMember(name).test(text));
  });
}

/** `env.SESSIONS`, `env["SESSIONS"]`, `{ SESSIONS }`: not the word in a sentence, nor a name of the file's own. */
export const asMember = (name: string): RegExp =>
  new RegExp(`(?:\\.\\s*|["'\`]|[{,]\\s*)${name.replaceAll("$", "\\$")}(?![\\w$])`);
