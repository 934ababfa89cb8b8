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
    const given = before.filter((helper) => typeof helper !== "string");
    // What is private can't be called from another file.
    const shared = helpers
      .filter(({ name }) => !name.includes("#"))
      .map((helper) => declaration(helper, files, importers));
    const found = shared.filter((helper) => !given.some((each) => covers(each, helper)));
    return [...before, ...merged(found)];
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

/** A helper once, with all places that it comes from: a name that five modules export is one entry. */
function merged(helpers: readonly DeclaredHelper[]): DeclaredHelper[] {
  const byCall = new Map<string, DeclaredHelper[]>();
  for (const helper of helpers) byCall.set(callOf(helper), [...(byCall.get(callOf(helper)) ?? []), helper]);
  return [...byCall.values()]
    .flatMap(([first, ...others]) =>
      first === undefined
        ? []
        : [{ ...first, from: [...new Set([first, ...others].flatMap(sourcesOf))].sort() }],
    )
    .sort((left, right) => (callOf(left) < callOf(right) ? -1 : 1));
}

const sourcesOf = ({ from = [] }: DeclaredHelper): readonly string[] => [from].flat();

/** How a helper is called, whatever module it comes from. */
const callOf = ({ name, keyArgument = DEFAULT_KEY, valueArgument = DEFAULT_VALUE }: DeclaredHelper): string =>
  `${name} ${keyArgument} ${valueArgument}`;

const covers = (given: DeclaredHelper, helper: DeclaredHelper): boolean =>
  callOf(given) === callOf(helper) && sourcesOf(helper).every((each) => sourcesOf(given).includes(each));
