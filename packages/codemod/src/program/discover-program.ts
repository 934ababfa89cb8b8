import { hasEvidence, Program } from "@kv-envelope/detector";
import type { ParsedFile, Settings } from "@kv-envelope/detector";
import { systemCode } from "../errors.js";
import type { FileTree } from "./file-tree.js";
import { Importers } from "./importers.js";
import type { ModuleResolver } from "./module-resolver.js";
import type { FactsFor, ProgramFiles } from "./program-files.js";

/** The part of a program that has to do with Telnyx KV. */
export interface Discovered {
  readonly program: Program;
  readonly importers: Importers;
  /** Relative to the root, sorted. */
  readonly files: readonly string[];
}

/**
 * Finds the files that matter: those that name the service, those that they call into, and from
 * there outwards whoever imports a writer or reader, until nothing new comes to light.
 */
export function discoverProgram(tree: FileTree, files: ProgramFiles, resolver: ModuleResolver, settings: Settings, factsFor: FactsFor): Discovered {
  const program = new Program(files, settings);
  const seeds = findSeeds(tree, files, settings, factsFor);
  const added = new Set<string>();
  const expanding = new Set<ParsedFile>();
  const add = (names: Iterable<string>, expands: boolean): boolean => {
    let isNew = false;
    for (const name of [...names].sort()) {
      if (added.has(name)) continue;
      const file = files.get(name);
      if (file === undefined) continue;
      added.add(name);
      isNew = true;
      if (expands) expanding.add(file.parsed);
      program.add(file.parsed);
    }
    return isNew;
  };
  add(seeds, true);
  const importers = new Importers(resolver);
  if (added.size === 0) return { program, importers, files: [] };

  for (const name of tree.sources) importers.add(name, readText(tree, name));
  for (let isSettled = false; !isSettled; ) {
    const t0 = Date.now();
    const { exposed, entered } = program.reach((file) => expanding.has(file));
    if (process.env["DBG"]) console.error("ROUND", added.size, Date.now() - t0, "ms exposed", exposed.length, exposed.slice(0, 400).map((e) => files.nameOf(e.file) + ":" + [...e.names].slice(0, 4).join("|")).join(" ").slice(0, 1500), "entered", entered.map((e) => files.nameOf(e)).join(" ").slice(0, 300));
    const isEntered = add(entered.map((file) => files.nameOf(file)), true);
    const isImporting = add(exposed.flatMap(({ file, names }) => mentioning(tree, importers.of(files.nameOf(file)), names)), false);
    isSettled = !isEntered && !isImporting;
  }
  return { program, importers, files: [...added].sort() };
}

function findSeeds(tree: FileTree, files: ProgramFiles, settings: Settings, factsFor: FactsFor): string[] {
  return tree.sources.filter((name) => {
    try {
      return hasEvidence(tree.read(name).text, settings, factsFor(name));
    } catch (error) {
      files.faults.set(name, `can't be read: ${systemCode(error) ?? "unknown error"}`);
      return false;
    }
  });
}

/** An importer has to name what it takes, unless it takes all or the default, which it names as it likes. */
function mentioning(tree: FileTree, importers: readonly string[], names: ReadonlySet<string>): string[] {
  if (names.has("default") || names.has("*")) return [...importers];
  return importers.filter((name) => {
    const text = readText(tree, name);
    return /\*\s*(as|from|;|\n|$)|\brequire\b|\bimport\s*\(/.test(text) || [...names].some((exported) => text.includes(exported));
  });
}

function readText(tree: FileTree, name: string): string {
  try {
    return tree.read(name).text;
  } catch {
    // Told where the seeds are looked for.
    return "";
  }
}
