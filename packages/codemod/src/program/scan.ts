import { hasEvidence, mayChangeClients, wordsOfEvidence } from "@kv-envelope/detector/evidence";
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
  /** The files that may change a client which another file makes; as complete as the importers. */
  readonly clientChanges: readonly string[];
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
  const note = (name: string, text: string): void => {
    importers.add(name, text);
    if (mayChangeClients(text)) clientChanges.push(name);
  };
  const wordsFor = wordsIn(request);
  for (const [position, name] of tree.sources.entries()) {
    if (position % FILES_A_STEP === 0) yield "Reading";
    try {
      const text = tree.look(name, seeds.length > 0 ? undefined : wordsFor(name));
      if (text !== "" && isSeed(request, text, name)) seeds.push(name);
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
  return { seeds, importers, clientChanges, resolver, faults, problems };
}

/** The same again, of which some files have changed since: the others are not read. */
export function scanAgain(request: ScanRequest, before: Scan, changed: readonly string[]): Scan {
  const { tree } = request;
  const { importers } = before;
  for (const name of changed) importers.add(name, textOf(tree, name));
  const ofChanged = changed.filter((name) => isSeed(request, textOf(tree, name), name));
  const goOn = (names: readonly string[]): string[] => names.filter((name) => !changed.includes(name));
  return {
    importers,
    clientChanges: [
      ...goOn(before.clientChanges),
      ...changed.filter((name) => mayChangeClients(textOf(tree, name))),
    ],
    seeds: [...new Set([...goOn(before.seeds), ...ofChanged])],
  };
}

const isSeed = ({ settings, factsFor }: ScanRequest, text: string, name: string): boolean =>
  hasEvidence(text, settings, factsFor(name));

/** Without one of these in it a text has no evidence. */
function wordsIn({ settings, factsFor }: ScanRequest): (name: string) => readonly string[] {
  const words = wordsOfEvidence(settings);
  return (name) => {
    const bindings = factsFor(name).manifestBindings();
    return bindings.length === 0 ? words : [...words, ...bindings];
  };
}
