import { Program } from "@kv-envelope/detector";
import type { ParsedFile, Settings } from "@kv-envelope/detector";
import type { Steps } from "../shared/steps.js";
import type { FileTree } from "../modules/file-tree.js";
import type { ProgramFiles } from "../modules/program-files.js";
import { textOf } from "./scan.js";
import type { Scan } from "./scan.js";

/** The part of a program that has to do with Telnyx KV. */
export interface Discovered extends Scan {
  readonly program: Program;
  /** Relative to the root, sorted. */
  readonly files: readonly string[];
}

/**
 * Finds the files that matter: those that name the service, those that they call into, and from
 * there outwards whoever imports a writer or reader, until nothing new comes to light.
 */
export function* discoverProgram(
  tree: FileTree,
  files: ProgramFiles,
  { seeds, importers }: Scan,
  settings: Settings,
): Steps<Discovered> {
  const program = new Program(files, settings);
  const added = new Set<string>();
  const expanding = new Set<ParsedFile>();
  const add = function* (names: Iterable<string>, expands: boolean): Steps<boolean> {
    let isNew = false;
    for (const name of [...names].sort()) {
      if (added.has(name)) continue;
      yield "Following the calls";
      const file = files.get(name);
      if (file === undefined) continue;
      added.add(name);
      isNew = true;
      if (expands) expanding.add(file.parsed);
      program.add(file.parsed);
    }
    return isNew;
  };
  yield* add(seeds, true);
  if (added.size === 0) return { program, importers, seeds, files: [] };

  for (let isSettled = false; !isSettled; ) {
    yield "Following the calls";
    const { exposed, entered } = program.reach((file) => expanding.has(file));
    const isEntered = yield* add(
      entered.map((file) => files.nameOf(file)),
      true,
    );
    const isImporting = yield* add(
      exposed.flatMap(({ file, names }) => mentioning(tree, importers.of(files.nameOf(file)), names)),
      false,
    );
    isSettled = !isEntered && !isImporting;
  }
  return { program, importers, seeds, files: [...added].sort() };
}

/** An importer has to name what it takes, unless it takes all or the default, which it names as it likes. */
function mentioning(tree: FileTree, importers: readonly string[], names: ReadonlySet<string>): string[] {
  if (names.has("default") || names.has("*")) return [...importers];
  return importers.filter((name) => {
    const text = textOf(tree, name);
    return (
      /\*\s*(as|from|;|\n|$)|\brequire\b|\bimport\s*\(/.test(text) ||
      [...names].some((exported) => text.includes(exported))
    );
  });
}
