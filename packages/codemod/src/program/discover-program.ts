import { Program } from "@kv-envelope/detector";
import type { Settings } from "@kv-envelope/detector";
import type { Steps } from "../shared/steps.js";
import { AutoImports } from "../modules/auto-imports.js";
import type { FileTree } from "../modules/file-tree.js";
import type { ProgramFiles } from "../modules/program-files.js";
import { linkAutoImports } from "./auto-imported.js";
import { bindingReaders } from "./binding-readers.js";
import { memberTakers } from "./member-takers.js";
import { messageSenders } from "./message-senders.js";
import { WantedImporters } from "./wanted-importers.js";
import type { Scan } from "./scan.js";

/** The part of a program that has to do with Telnyx KV. */
export interface Discovered extends Scan {
  readonly program: Program;
  /** Relative to the root, sorted. */
  readonly files: readonly string[];
}

/**
 * Finds the files that matter: those that name the service, those that they call into, and from
 * there outwards whoever imports a writer or reader, or names a binding that is written, until nothing new comes to light.
 * @param known files that an earlier look found to matter: they are there from the start, and need not be found again
 */
export function* discoverProgram(
  tree: FileTree,
  files: ProgramFiles,
  scan: Scan,
  settings: Settings,
  known: readonly string[] = [],
): Steps<Discovered> {
  const { seeds, importers, clientChanges, commandReaders, declarations } = scan;
  const program = new Program(files, settings);
  const wanted = new WantedImporters(tree, importers);
  const autoImports = new AutoImports(tree);
  const added = new Set<string>();
  const add = function* (names: Iterable<string>): Steps<boolean> {
    let isNew = false;
    for (const name of [...names].sort()) {
      if (added.has(name)) continue;
      yield "Following the calls";
      const file = files.get(name);
      if (file === undefined) continue;
      added.add(name);
      isNew = true;
      program.add(file.parsed);
    }
    return isNew;
  };
  for (const name of declarations) {
    const file = files.get(name);
    if (file !== undefined) program.addTypes(file.parsed);
  }
  yield* add([...seeds, ...known]);
  if (added.size === 0) return { ...scan, program, files: [] };
  yield* add([...clientChanges, ...commandReaders]);

  /** How many files there were when it was first asked what others hand over to them. */
  let asked: number | undefined;
  for (let isSettled = false; !isSettled; ) {
    yield "Following the calls";
    const { exposed, channels, takesByName, keptNames, entered } = program.reach();
    if (channels.length > 0 || takesByName) asked ??= added.size;
    const importersOf = (exposures: typeof exposed): string[] =>
      exposures.flatMap((exposure) => wanted.of(files.nameOf(exposure.file), exposure.names, added));
    const linked = exposed.flatMap(({ file, names }) => linkAutoImports(files, autoImports, file, names));
    // A name that leads elsewhere since is looked at from the start.
    if (linked.length > 0) return yield* discoverProgram(tree, files, scan, settings, [...added, ...linked]);
    const isEntered = yield* add(entered.map((file) => files.nameOf(file)));
    const isImporting = yield* add(importersOf(exposed));
    const isReading = !isEntered && !isImporting && (yield* add(bindingReaders(tree, files, program, added)));
    const isAsking = !isEntered && !isImporting && !isReading;
    if (isAsking && (yield* add(memberTakers(tree, files, keptNames, added)))) continue;
    const senders = takesByName ? messageSenders(tree, added) : [];
    const isSending = isAsking && (yield* add([...importersOf(channels), ...senders]));
    isSettled = !isEntered && !isImporting && !isReading && !isSending;
  }
  // What an event carries was asked before its senders were there.
  if (asked !== undefined && asked < added.size)
    return yield* discoverProgram(tree, files, scan, settings, [...added]);
  return { ...scan, program, files: [...added].sort() };
}
