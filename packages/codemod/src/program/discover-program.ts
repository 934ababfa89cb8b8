import { hasEvidence, Program } from "@kv-envelope/detector";
import type { ParsedFile, Settings } from "@kv-envelope/detector";
import { systemCode } from "../shared/errors.js";
import { FILES_A_STEP } from "../shared/steps.js";
import type { Steps } from "../shared/steps.js";
import type { FileTree } from "../modules/file-tree.js";
import { Importers } from "../modules/importers.js";
import type { ModuleResolver } from "../modules/module-resolver.js";
import type { FactsFor, ProgramFiles } from "../modules/program-files.js";

/** The part of a program that has to do with Telnyx KV. */
export interface Discovered {
  readonly program: Program;
  readonly importers: Importers;
  /** The files that name the service themselves. */
  readonly seeds: readonly string[];
  /** Relative to the root, sorted. */
  readonly files: readonly string[];
}

/**
 * Finds the files that matter: those that name the service, those that they call into, and from
 * there outwards whoever imports a writer or reader, until nothing new comes to light.
 * @param before what was found of the same program before some files changed: the others are not read again.
 */
export function* discoverProgram(
  tree: FileTree,
  files: ProgramFiles,
  resolver: ModuleResolver,
  settings: Settings,
  factsFor: FactsFor,
  before?: { readonly discovered: Discovered; readonly changed: readonly string[] },
): Steps<Discovered> {
  const program = new Program(files, settings);
  const importers = before?.discovered.importers ?? new Importers(resolver);
  const hasOwnEvidence = (text: string, name: string): boolean => hasEvidence(text, settings, factsFor(name));
  const seeds =
    before === undefined
      ? yield* scan(tree, files, importers, hasOwnEvidence)
      : scanAgain(tree, before, importers, hasOwnEvidence);
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

/** Reads every source once: which name the service, and as soon as one does, what each of them imports. */
function* scan(
  tree: FileTree,
  files: ProgramFiles,
  importers: Importers,
  hasOwnEvidence: (text: string, name: string) => boolean,
): Steps<string[]> {
  const seeds: string[] = [];
  const early: string[] = [];
  for (const [position, name] of tree.sources.entries()) {
    if (position % FILES_A_STEP === 0) yield "Reading";
    try {
      const text = tree.look(name);
      if (hasOwnEvidence(text, name)) seeds.push(name);
      if (seeds.length > 0) importers.add(name, text);
      else early.push(name);
    } catch (error) {
      files.faults.set(name, `can't be read: ${systemCode(error) ?? "unknown error"}`);
    }
  }
  // Without a writer nobody's imports matter.
  for (const [position, name] of (seeds.length > 0 ? early : []).entries()) {
    if (position % FILES_A_STEP === 0) yield "Following the calls";
    importers.add(name, readText(tree, name));
  }
  return seeds;
}

function scanAgain(
  tree: FileTree,
  { discovered, changed }: { readonly discovered: Discovered; readonly changed: readonly string[] },
  importers: Importers,
  hasOwnEvidence: (text: string, name: string) => boolean,
): string[] {
  for (const name of changed) importers.add(name, readText(tree, name));
  const ofChanged = changed.filter((name) => hasOwnEvidence(readText(tree, name), name));
  return [...new Set([...discovered.seeds.filter((name) => !changed.includes(name)), ...ofChanged])];
}

/** An importer has to name what it takes, unless it takes all or the default, which it names as it likes. */
function mentioning(tree: FileTree, importers: readonly string[], names: ReadonlySet<string>): string[] {
  if (names.has("default") || names.has("*")) return [...importers];
  return importers.filter((name) => {
    const text = readText(tree, name);
    return (
      /\*\s*(as|from|;|\n|$)|\brequire\b|\bimport\s*\(/.test(text) ||
      [...names].some((exported) => text.includes(exported))
    );
  });
}

function readText(tree: FileTree, name: string): string {
  try {
    return tree.look(name);
  } catch {
    // Told where the seeds are looked for.
    return "";
  }
}
