import type { ProjectFacts } from "@kv-envelope/detector";
import { projectFactsFor } from "@kv-envelope/project-facts";
import { join } from "node:path";
import { FileError, messageOf } from "../shared/errors.js";
import type { Listing } from "../files/discover.js";
import type { GitSelection } from "../files/git.js";
import { helperSpecifier } from "../helper/specifier.js";
import type { HelperPath } from "../helper/specifier.js";
import { failed } from "./outcome.js";
import type { FileOutcome } from "./outcome.js";
import { withDependants } from "../modules/dependants.js";
import { diskTree } from "../modules/file-tree.js";
import type { FileTree } from "../modules/file-tree.js";
import { migrateTree } from "../program/program-migration.js";
import type { ProgramResult } from "../program/migration.js";
import type { RunOptions } from "./options.js";
import type { Steps } from "../shared/steps.js";
import { noted } from "../shard/fingerprint.js";
import { loadTypeScript } from "../source/typescript.js";
import type { Examined } from "./examined.js";
import type { RunContext } from "./run-context.js";

/** Looks at the listed files. Writes nothing; a fault in a file is its outcome, not an exception. */
export function* examine(context: RunContext, listing: Listing, options: RunOptions): Steps<Examined> {
  const { root, settings, helper, selection } = context;
  const onDisk = diskTree(
    root,
    listing.program.filter((file) => file !== helper?.path),
    listing.manifests,
    selection?.staged,
  );
  const { tree, fingerprint } =
    options.shard === undefined ? { tree: onDisk, fingerprint: () => undefined } : noted(onDisk);
  const files = yield* selectedFiles(tree, listing, options, selection);
  const listed = new Set(files);
  const result = yield* migrateTree({
    tree,
    settings,
    factsFor: (file) => factsFor(context, tree, file),
    readOnly: (file) => {
      if (!listed.has(file)) return `${file} is not among the files that this run may change`;
      return selection?.staged.has(file) === true
        ? `${file} has changes that are not staged, which a rewrite would mix with the staged ones: stage or stash them`
        : undefined;
    },
    allowsPartial: options.allowPartial,
    phase: options.phase,
    format: context.format,
  });
  return examinedOf(
    result,
    files,
    helper,
    fingerprint([options.allowPartial, options.helpers ?? null, settings, files]),
  );
}

function examinedOf(
  result: ProgramResult,
  files: readonly string[],
  helper: HelperPath | undefined,
  fingerprint: string | undefined,
): Examined {
  const listed = new Set(files);
  const found = { findings: byFile(result.findings), reads: byFile(result.reads) };
  const outside = [...result.faults]
    .filter(([file]) => !listed.has(file))
    .map(([file, fault]) => `${file}: ${fault}`);
  return {
    outcomes: files.map((file) =>
      outcomeOf(
        file,
        result,
        { findings: found.findings.get(file) ?? [], reads: found.reads.get(file) ?? [] },
        helper,
      ),
    ),
    problems: [...outside, ...result.problems],
    settings: result.settings,
    fingerprint,
    alone: (finding) =>
      [...result.alone(finding)].map(([file, { source, after }]) => ({ file, before: source.text, after })),
    without: function* (findings, reason) {
      return examinedOf(yield* result.without(findings, reason), files, helper, fingerprint);
    },
  };
}

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

function byFile<T extends { readonly file: string }>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const ofFile = found.get(item.file);
    if (ofFile === undefined) found.set(item.file, [item]);
    else ofFile.push(item);
  }
  return found;
}

function outcomeOf(
  file: string,
  { rewrites, faults }: ProgramResult,
  found: Pick<FileOutcome, "findings" | "reads">,
  helper: HelperPath | undefined,
): FileOutcome {
  if (file === helper?.path)
    return { file, status: "skipped", reason: "is the helper module", findings: [], reads: [] };
  const fault = faults.get(file);
  if (fault !== undefined) return failed(file, fault, found);
  const rewrite = rewrites.get(file);
  if (rewrite === undefined) return { file, status: "unchanged", ...found };
  const { source, after } = rewrite;
  return { file, status: "changed", ...found, change: { bytes: source.bytes, before: source.text, after } };
}

function factsFor({ root, helper }: RunContext, tree: FileTree, file: string): ProjectFacts {
  const facts = projectFactsFor(join(root, file));
  if (helper === undefined) return facts;
  return {
    ...facts,
    helpersModule: () => {
      try {
        return helperSpecifier(loadTypeScript(), root, helper, file, tree.read(file).text);
      } catch (error) {
        if (error instanceof FileError) return error;
        return new Error(`the helper module can't be imported: ${messageOf(error)}`);
      }
    },
  };
}
