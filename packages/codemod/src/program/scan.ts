import {
  hasEvidence,
  mayChangeClients,
  mayReadOnCommandLine,
  typedBindingsIn,
  usesTypedBinding,
  wordsOfEvidence,
} from "@kv-envelope/detector/evidence";
import type { Settings } from "@kv-envelope/detector";
import { systemCode } from "../shared/errors.js";
import { FILES_A_STEP } from "../shared/steps.js";
import type { Steps } from "../shared/steps.js";
import { textOf } from "../modules/file-tree.js";
import type { FileTree } from "../modules/file-tree.js";
import { Importers } from "../modules/importers.js";
import { ModuleResolver } from "../modules/module-resolver.js";
import type { FactsFor } from "../modules/program-files.js";

/** What the texts of a program say before one of them is parsed. */
export interface Scan {
  /** The files that name the service themselves, sorted. */
  readonly seeds: readonly string[];
  /** Complete only if there are seeds: without a writer nobody's imports matter. */
  readonly importers: Importers;
  /** The names that the program's types give to bindings, and the files without code that do. */
  readonly typedBindings: readonly string[];
  readonly declarations: readonly string[];
  /** The files that may change a client which another file makes; as complete as the importers. */
  readonly clientChanges: readonly string[];
  /** The files that may read a key by the service's command line, though nothing else in them names it; likewise. */
  readonly commandReaders: readonly string[];
}

/** The same of a program that is looked at for the first time. */
export interface FirstScan extends Scan {
  readonly resolver: ModuleResolver;
  /** Why files can't be read. */
  readonly faults: ReadonlyMap<string, string>;
  /** What the resolver has to say: more may come for as long as it is asked. */
  readonly problems: readonly string[];
}

/** What is to be scanned, and by what it is known what names the service. */
export interface ScanRequest {
  readonly tree: FileTree;
  readonly settings: Settings;
  readonly factsFor: FactsFor;
}

/** Reads every source once: which name the service, and as soon as one does, what each of them imports. */
export function* scanProgram(request: ScanRequest): Steps<FirstScan> {
  const { tree } = request;
  const problems: string[] = [];
  const resolver = new ModuleResolver(tree, (line) => problems.push(line));
  const importers = new Importers(resolver);
  const faults = new Map<string, string>();
  const seeds: string[] = [];
  const early: string[] = [];
  const clientChanges: string[] = [];
  const commandReaders: string[] = [];
  const note = (name: string, text: string): void => {
    importers.add(name, text);
    if (mayChangeClients(text)) clientChanges.push(name);
    if (mayReadOnCommandLine(text)) commandReaders.push(name);
  };
  const typed = typesOf(tree);
  const wordsFor = wordsIn(request, typed.names);
  for (const [position, name] of tree.sources.entries()) {
    if (position % FILES_A_STEP === 0) yield "Reading";
    try {
      const text = tree.look(name, seeds.length > 0 ? undefined : wordsFor(name));
      if (text !== "" && isSeed(request, text, name, typed.names)) seeds.push(name);
      for (const binding of typedBindingsIn(text)) typed.names.add(binding);
      if (seeds.length > 0) note(name, text);
      else early.push(name);
    } catch (error) {
      faults.set(name, `can't be read: ${systemCode(error) ?? "unknown error"}`);
    }
  }
  for (const [position, name] of (seeds.length > 0 ? early : []).entries()) {
    if (position % FILES_A_STEP === 0) yield "Following the calls";
    note(name, textOf(tree, name));
  }
  const typedBindings = [...typed.names];
  const { declarations } = typed;
  const all = [...seeds, ...usersOf(tree, typedBindings, new Set([...seeds, ...faults.keys()]))].sort();
  return {
    seeds: all,
    importers,
    clientChanges,
    commandReaders,
    typedBindings,
    declarations,
    resolver,
    faults,
    problems,
  };
}

/** What files without code say of bindings: `env.d.ts` of a framework. */
function typesOf(tree: FileTree): { readonly names: Set<string>; readonly declarations: string[] } {
  const names = new Set<string>();
  const declarations = tree.declarations.filter((file) => {
    const found = typedBindingsIn(textOf(tree, file));
    for (const name of found) names.add(name);
    return found.length > 0;
  });
  return { names, declarations };
}

/** The files that use a binding by one of the names that types give them, wherever those stand. */
const usersOf = (tree: FileTree, names: readonly string[], known: ReadonlySet<string>): string[] =>
  names.length === 0
    ? []
    : tree.sources.filter((name) => !known.has(name) && usesTypedBinding(textOf(tree, name), names));

/** The same again, of which some files have changed since: the others are not read. */
export function scanAgain(request: ScanRequest, before: Scan, changed: readonly string[]): Scan {
  const { tree } = request;
  const { importers } = before;
  for (const name of changed) importers.add(name, textOf(tree, name));
  const { typedBindings, declarations } = before;
  const typed = new Set(typedBindings);
  const ofChanged = changed.filter((name) => isSeed(request, textOf(tree, name), name, typed));
  const goOn = (names: readonly string[]): string[] => names.filter((name) => !changed.includes(name));
  const anew = (names: readonly string[], look: (text: string) => boolean): string[] => [
    ...goOn(names),
    ...changed.filter((name) => look(textOf(tree, name))),
  ];
  return {
    importers,
    typedBindings,
    declarations,
    clientChanges: anew(before.clientChanges, mayChangeClients),
    commandReaders: anew(before.commandReaders, mayReadOnCommandLine),
    seeds: [...new Set([...goOn(before.seeds), ...ofChanged])],
  };
}

const isSeed = (
  { settings, factsFor }: ScanRequest,
  text: string,
  name: string,
  typed: ReadonlySet<string>,
): boolean => hasEvidence(text, settings, factsFor(name)) || usesTypedBinding(text, [...typed]);

/** Without one of these in it a text has no evidence. */
function wordsIn(
  { settings, factsFor }: ScanRequest,
  typed: ReadonlySet<string>,
): (name: string) => readonly string[] {
  const words = [...wordsOfEvidence(settings), ...typed];
  return (name) => {
    const bindings = factsFor(name).manifestBindings();
    return bindings.length === 0 ? words : [...words, ...bindings];
  };
}
