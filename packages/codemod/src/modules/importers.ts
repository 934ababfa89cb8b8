import { importTexts } from "@kv-envelope/detector/evidence";
import { dirname, posix } from "node:path";
import type { ModuleResolver } from "./module-resolver.js";

/**
 * Which files import which, read off the texts without parsing them. Only the specifiers are kept:
 * memory does not grow with the sources.
 */
export class Importers {
  private readonly resolver: ModuleResolver;
  /** Files by the last segment of what they import: only these can lead to a file of that name. */
  private readonly bySegment = new Map<string, { readonly file: string; readonly specifier: string }[]>();
  private readonly byBareName = new Map<string, { readonly file: string; readonly specifier: string }[]>();
  private readonly byFile = new Map<string, string[]>();
  private readonly specifiers = new Map<string, string>();
  private readonly answers = new Map<string, string[]>();

  constructor(resolver: ModuleResolver) {
    this.resolver = resolver;
  }

  /** Notes what a file imports. */
  add(file: string, text: string): void {
    this.answers.clear();
    const links: string[] = [];
    this.byFile.set(file, links);
    for (const { specifier: found } of importTexts(text)) {
      const specifier = this.specifiers.get(found) ?? copyOf(found);
      this.specifiers.set(specifier, specifier);
      links.push(specifier);
      const link = { file, specifier };
      push(this.bySegment, lastSegment(specifier), link);
      if (!specifier.startsWith(".")) push(this.byBareName, specifier, link);
    }
  }

  /** The files that import a file of the program, sorted. */
  of(target: string): string[] {
    const known = this.answers.get(target) ?? this.find(target);
    this.answers.set(target, known);
    return known;
  }

  /** Whether a specifier in a file leads to another one. */
  isTarget(file: string, specifier: string, target: string): boolean {
    return this.resolver.resolve(file, specifier) === target;
  }

  /** The files of the program that a file imports. */
  importedBy(file: string): string[] {
    return (this.byFile.get(file) ?? []).flatMap((specifier) => this.resolver.resolve(file, specifier) ?? []);
  }

  private find(target: string): string[] {
    const found = new Set<string>();
    for (const { file, specifier } of this.candidates(target)) {
      if (file !== target && !found.has(file) && this.resolver.resolve(file, specifier) === target)
        found.add(file);
    }
    return [...found].sort();
  }

  /** The specifiers other than relative ones under which a file is imported, sorted. */
  bareSpecifiersOf(target: string): string[] {
    const found = new Set<string>();
    for (const { file, specifier } of this.candidates(target)) {
      if (
        !specifier.startsWith(".") &&
        !found.has(specifier) &&
        this.resolver.resolve(file, specifier) === target
      )
        found.add(specifier);
    }
    return [...found].sort();
  }

  private *candidates(target: string): Iterable<{ readonly file: string; readonly specifier: string }> {
    const name = withoutExtension(posix.basename(target));
    const segments = new Set([name]);
    if (name === "index")
      for (const segment of [posix.basename(dirname(target)), ".", "..", ""]) segments.add(segment);
    // Any alias may lead anywhere; a package's name leads to what its manifest says.
    for (const segment of segments) yield* this.bySegment.get(segment) ?? [];
    for (const [specifier, links] of this.byBareName) {
      const from = links[0]?.file ?? "";
      if (segments.has(lastSegment(specifier)) || !this.resolver.mayLeadAnywhere(from, specifier)) continue;
      // Thousands of files may import a package: that it leads elsewhere is asked once for all of them.
      if (!this.resolver.isSameEverywhere(specifier) || this.resolver.resolve(from, specifier) === target)
        yield* links;
    }
  }
}

/** A text of its own: a piece of a file's text would keep all of that in memory. */
const copyOf = (text: string): string => Buffer.from(text).toString();

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

const withoutExtension = (name: string): string => name.replace(/\.[cm]?[jt]sx?$/, "");

const lastSegment = (specifier: string): string =>
  withoutExtension(specifier.slice(specifier.lastIndexOf("/") + 1));
