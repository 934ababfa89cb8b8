import type { DeclaredHelper, DiscoveredHelper, Program, Settings } from "@kv-envelope/detector";
import type { Importers } from "../modules/importers.js";
import type { ProgramFiles } from "../modules/program-files.js";

const DEFAULT_KEY = 0;
const DEFAULT_VALUE = 1;

/** The settings with which ESLint sees the program's own writers and readers one file at a time. */
export function discoveredSettings(
  program: Program,
  files: ProgramFiles,
  importers: Importers,
  given: Settings,
): Settings {
  const { writers, readers } = program.discovered();
  const declare = (
    helpers: readonly DiscoveredHelper[],
    before: Settings["writers"] = [],
  ): NonNullable<Settings["writers"]> => {
    // What an earlier run printed is among the settings by now.
    const known = new Set(before.flatMap((helper) => (typeof helper === "string" ? [] : [idOf(helper)])));
    // What is private can't be called from another file.
    const shared = helpers
      .filter(({ name }) => !name.includes("#"))
      .map((helper) => declaration(helper, files, importers));
    const found = [...new Map(shared.map((helper) => [idOf(helper), helper])).values()].sort(byNameAndFile);
    return [...before, ...found.filter((helper) => !known.has(idOf(helper)))];
  };
  const all = { writers: declare(writers, given.writers), readers: declare(readers, given.readers) };
  return {
    ...given,
    ...(all.writers.length === 0 ? {} : { writers: all.writers }),
    ...(all.readers.length === 0 ? {} : { readers: all.readers }),
  };
}

function declaration(
  { file, name, keyArgument, valueArgument }: DiscoveredHelper,
  files: ProgramFiles,
  importers: Importers,
): DeclaredHelper {
  const path = files.nameOf(file);
  return {
    name,
    from: [withoutEnding(path), ...importers.bareSpecifiersOf(path)],
    ...(keyArgument === undefined || keyArgument === DEFAULT_KEY ? {} : { keyArgument }),
    ...(valueArgument === undefined || valueArgument === DEFAULT_VALUE ? {} : { valueArgument }),
  };
}

const withoutEnding = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, "").replace(/\/index$/, "");

const byNameAndFile = (left: DeclaredHelper, right: DeclaredHelper): number =>
  idOf(left) < idOf(right) ? -1 : 1;

const idOf = ({ name, from }: DeclaredHelper): string => `${[from ?? ""].flat().join(" ")} ${name}`;
