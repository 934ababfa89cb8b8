import { hasEvidence, typedBindingsIn, usesTypedBinding } from "@kv-envelope/detector";
import type { Settings } from "@kv-envelope/detector";
import { projectFactsFor } from "@kv-envelope/project-facts";
import type * as ts from "typescript";
import { modulesOf } from "./program-modules.js";

/** Which sources of a program have to do with Telnyx KV. */
export interface EvidenceReach {
  /** What names the service itself. */
  readonly evident: ReadonlySet<ts.SourceFile>;
  /** The same, and all that imports such a source, directly or through others. */
  readonly reaching: ReadonlySet<ts.SourceFile>;
  /** The names that the program's types give to bindings. */
  readonly typedBindings: readonly string[];
}

const known = new WeakMap<ts.Program, Map<string, EvidenceReach>>();

/** Found once for each program and kept with it: the texts are searched, and only where that finds something are imports resolved. */
export function evidenceReachOf(program: ts.Program, settings: Settings): EvidenceReach {
  // Each linted file has an object of its own with the same settings.
  const key = JSON.stringify(settings);
  const ofProgram = known.get(program) ?? new Map<string, EvidenceReach>();
  known.set(program, ofProgram);
  const reach = ofProgram.get(key) ?? findReach(program, settings);
  ofProgram.set(key, reach);
  return reach;
}

function findReach(program: ts.Program, settings: Settings): EvidenceReach {
  const modules = modulesOf(program);
  const { sources, declarations } = modules;
  const typedBindings = [
    ...new Set([...sources, ...declarations].flatMap(({ text }) => typedBindingsIn(text))),
  ];
  const evident = new Set(
    sources.filter(
      ({ text, fileName }) =>
        hasEvidence(text, settings, projectFactsFor(fileName)) || usesTypedBinding(text, typedBindings),
    ),
  );
  if (evident.size === 0) return { evident, reaching: evident, typedBindings };
  const importers = new Map<ts.SourceFile, ts.SourceFile[]>();
  for (const source of sources) {
    for (const target of modules.targetsOf(source)) {
      const others = importers.get(target);
      if (others === undefined) importers.set(target, [source]);
      else others.push(source);
    }
  }
  const reaching = new Set(evident);
  // A set is walked on into what is added meanwhile.
  for (const source of reaching) for (const importer of importers.get(source) ?? []) reaching.add(importer);
  return { evident, reaching, typedBindings };
}

/** A source and what it imports, as far as that leads to the service: each with those of them that import it. */
export function importsThatMatter(
  program: ts.Program,
  source: ts.SourceFile,
  reaching: ReadonlySet<ts.SourceFile>,
): Map<ts.SourceFile, ts.SourceFile[]> {
  const modules = modulesOf(program);
  const importers = new Map<ts.SourceFile, ts.SourceFile[]>([[source, []]]);
  // A map is walked on into what is added meanwhile.
  for (const current of importers.keys()) {
    for (const target of modules.targetsOf(current)) {
      if (!reaching.has(target)) continue;
      const others = importers.get(target);
      if (others === undefined) importers.set(target, [current]);
      else others.push(current);
    }
  }
  return importers;
}
