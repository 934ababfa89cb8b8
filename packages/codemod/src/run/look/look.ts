import type { ProjectFacts } from "@kv-envelope/detector";
import { projectFactsFor } from "@kv-envelope/project-facts";
import { join, posix } from "node:path";
import { FileError, messageOf } from "../../shared/errors.js";
import type { Listing } from "../../files/discover.js";
import type { GitSelection } from "../../files/git.js";
import { helperSpecifier } from "../../helper/specifier.js";
import type { HelperPath } from "../../helper/specifier.js";
import type { FactsFor } from "../../modules/program-files.js";
import { withDependants } from "../../modules/dependants.js";
import { diskTree } from "../../modules/file-tree.js";
import type { FileTree } from "../../modules/file-tree.js";
import { nothingFound } from "../../program/migration.js";
import { scanProgram } from "../../program/scan.js";
import type { FirstScan } from "../../program/scan.js";
import { examinedOf } from "./examined.js";
import type { Examined } from "./examined.js";
import type { RunOptions } from "../options/options.js";
import type { Steps } from "../../shared/steps.js";
import { noted } from "../../shard/fingerprint.js";
import { loadTypeScript } from "../../source/typescript.js";
import type { RunContext } from "../run-context.js";

/** The program of a run, of which the texts were read and nothing was parsed. */
export interface Looked {
  readonly tree: FileTree;
  readonly scan: FirstScan;
  readonly factsFor: FactsFor;
  /** The files that may be changed. */
  readonly files: readonly string[];
  /** Of a shard: what all shards of the same run have in common, made of what was read. */
  readonly fingerprint: () => string | undefined;
}

/** Looks for the files that name the service. In most directories there are none, and then this is all that is loaded and done. */
export function* lookAtTexts(context: RunContext, listing: Listing, options: RunOptions): Steps<Looked> {
  const { root, settings, helper, selection } = context;
  const onDisk = diskTree(
    root,
    listing.program.filter((file) => file !== helper?.path),
    listing,
    selection?.staged,
  );
  const { tree, fingerprint } =
    options.shard === undefined ? { tree: onDisk, fingerprint: () => undefined } : noted(onDisk);
  const factsFor = factsIn(context, tree);
  const files = yield* selectedFiles(tree, listing, options, selection);
  const scan = yield* scanProgram({ tree, settings, factsFor });
  return {
    ...{ tree, factsFor, files, scan },
    fingerprint: () => fingerprint([options.allowPartial, options.helpers ?? null, settings, files]),
  };
}

/** What became of the files where none names the service, so that there is nothing to look into. */
export const nothingExamined = (
  { settings, helper }: RunContext,
  { files, scan, fingerprint }: Looked,
): Examined => examinedOf(nothingFound(settings, scan.faults, scan.problems), files, helper, fingerprint());

/** The listed files, as far as git's selection goes: whoever imports a changed file may have to change with it. */
function* selectedFiles(
  tree: FileTree,
  { files }: Listing,
  { staged }: RunOptions,
  selection: GitSelection | undefined,
): Steps<readonly string[]> {
  if (selection === undefined) return files;
  const selected = staged ? selection.files : yield* withDependants(tree, selection.files);
  return files.filter((file) => selected.has(file));
}

/** What surrounds a file is the same for all of its directory. */
function factsIn({ root, helper }: RunContext, tree: FileTree): FactsFor {
  const byDirectory = new Map<string, ProjectFacts>();
  return (file) => {
    const directory = posix.dirname(file);
    const facts = byDirectory.get(directory) ?? projectFactsFor(join(root, file));
    byDirectory.set(directory, facts);
    return helper === undefined
      ? facts
      : { ...facts, helpersModule: () => specifierFrom(root, helper, file, tree) };
  };
}

function specifierFrom(root: string, helper: HelperPath, file: string, tree: FileTree): string | Error {
  try {
    return helperSpecifier(loadTypeScript(), root, helper, file, tree.read(file).text);
  } catch (error) {
    if (error instanceof FileError) return error;
    return new Error(`the helper module can't be imported: ${messageOf(error)}`);
  }
}
