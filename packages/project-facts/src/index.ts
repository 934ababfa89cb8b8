import path from "node:path";
import type { ProjectFacts } from "@kv-envelope/detector";
import { edgeRuntimeVersion } from "./edge-runtime.js";
import { manifestBindings } from "./manifest.js";
import { hasHelpersAt } from "./helpers-file.js";
import { moduleKind } from "./module-kind.js";

export { HELPERS_MARK } from "./helpers-file.js";
export { moduleKindByExtension } from "./module-kind.js";

/** Text that has no place on disk, named as ESLint names it: `<input>`, `<text>`, or not at all. */
const isPlaceless = (fileName: string): boolean => fileName === "" || /^<.*>$/.test(fileName);

const NOTHING_KNOWN: ProjectFacts = { edgeRuntimeVersion: () => null, manifestBindings: () => [] };

/**
 * What the surroundings of a file on disk say. Nothing is read before it is asked for, and each
 * directory is asked about once in a few seconds.
 * @param fileName absolute, or relative to the working directory; it need not exist. A placeholder
 * such as `<input>` has no surroundings.
 */
export function projectFactsFor(fileName: string): ProjectFacts {
  if (isPlaceless(fileName)) return NOTHING_KNOWN;
  // Most files ask nothing; a whole directory's may ask through one of these.
  let known: string | undefined;
  const directory = (): string =>
    (known ??= path.dirname(path.isAbsolute(fileName) ? fileName : path.resolve(fileName)));
  return {
    edgeRuntimeVersion: () => edgeRuntimeVersion(directory()),
    manifestBindings: () => manifestBindings(directory()),
    moduleKind: () => moduleKind(path.resolve(fileName)),
    leadsTo: (specifier, target) =>
      isRelative(specifier) && endsWithPath(path.resolve(directory(), specifier), target),
    hasHelpers: (specifier) => isRelative(specifier) && hasHelpersAt(path.resolve(directory(), specifier)),
  };
}

const isRelative = (specifier: string): boolean => /^\.{1,2}\//.test(specifier);

/** Whether a file is the one at a path from some root, extensions and `index` aside. */
const endsWithPath = (file: string, target: string): boolean => `/${bare(file)}`.endsWith(`/${bare(target)}`);

const bare = (file: string): string =>
  file
    .split(path.sep)
    .join("/")
    .replace(/\.[cm]?[jt]sx?$/, "")
    .replace(/\/index$/, "")
    .replace(/^\.?\//, "");
