import { applyEdits, namesField } from "@kv-envelope/detector";
import type { Detection, DetectOptions, ParsedFile, Phase, Settings, TextEdit } from "@kv-envelope/detector";
import { describeFinding, describeRead } from "../describe.js";
import type { MigrationFinding, MigrationRead } from "../describe.js";
import { messageOf } from "../errors.js";
import type { Steps } from "../steps.js";
import { withBom } from "../source-text.js";
import { countSyntaxErrors, loadTypeScript } from "../typescript.js";
import { outsideEditsFault, withLineEnds } from "../verify.js";
import { discoverProgram } from "./discover-program.js";
import type { Discovered } from "./discover-program.js";
import { discoveredSettings } from "./discovered-settings.js";
import type { FileTree } from "./file-tree.js";
import { ModuleResolver } from "./module-resolver.js";
import { ProgramFiles } from "./program-files.js";
import type { FactsFor, ProgramFile } from "./program-files.js";

/** What is asked of a migration. */
export interface MigrationRequest {
  readonly tree: FileTree;
  readonly settings: Settings;
  readonly factsFor: FactsFor;
  /** Why a file must not be changed, `undefined` for one that may. */
  readonly readOnly: (file: string) => string | undefined;
  readonly allowsPartial: boolean;
  readonly phase: Phase;
}

/** One file's new text, and how it came about. */
interface Rewrite {
  readonly source: ProgramFile["source"];
  readonly after: string;
  readonly edits: readonly TextEdit[];
}

/** What became of a program. */
export interface ProgramResult {
  readonly findings: readonly (MigrationFinding & { readonly file: string })[];
  readonly reads: readonly (MigrationRead & { readonly file: string })[];
  readonly rewrites: ReadonlyMap<string, Rewrite>;
  /** Files that could not be looked into, or whose rewrite failed its check: what is wrong. */
  readonly faults: ReadonlyMap<string, string>;
  /** What is not known of the program, a line each. */
  readonly problems: readonly string[];
  /** The settings, with the program's own writers and readers declared. */
  readonly settings: Settings;
}

const CUT_SHORT = "the program's calls are too tangled to be followed to the end; writes and reads behind those not followed are not seen";

/** How often the program is looked at again without a file whose rewrite failed its check. */
const MAX_ATTEMPTS = 10;

/**
 * Finds the raw KV writes with verbatim fields in a program, rewrites them and their reads in
 * memory, and checks the result. Writes no file.
 */
export function* migrateTree(request: MigrationRequest): Steps<ProgramResult> {
  const problems: string[] = [];
  const resolver = new ModuleResolver(request.tree, (line) => problems.push(line));
  const files = new ProgramFiles(request.tree, resolver, request.factsFor);
  const discovered = yield* discoverProgram(request.tree, files, resolver, request.settings, request.factsFor);
  const { program, importers } = discovered;
  // Without a field there is nothing to find, however much of the service is used.
  if (!files.loaded().some(({ source }) => namesField(source.text))) {
    return { findings: [], reads: [], rewrites: new Map(), faults: files.faults, problems, settings: request.settings };
  }

  const unfit = new Map<string, string>();
  const options: DetectOptions = {
    readOnly: (file) => unfit.get(files.nameOf(file)) ?? request.readOnly(files.nameOf(file)),
    allowsPartial: request.allowsPartial,
    phase: request.phase,
    unseen: unseenIn(request.tree, files),
  };
  yield "Working out the rewrites";
  const wasCutShort = program.isCutShort;
  let detection = program.detect(options);
  let rewrites = rewriteAll(files, detection);
  // The search may run out only while the rewrites are worked out: a read may be unseen all the same.
  if (program.isCutShort && !wasCutShort) {
    yield "Working out the rewrites";
    detection = program.detect(options);
    rewrites = rewriteAll(files, detection);
  }
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const faults = yield* faultsOf({ request, files, discovered }, detection, rewrites);
    if (faults.size === 0) break;
    for (const [file, fault] of faults) unfit.set(file, `the rewrite failed its check and is not applied: ${fault}`);
    detection = program.detect(options);
    rewrites = rewriteAll(files, detection);
  }
  const place = (node: Parameters<Detection["fileOf"]>[0]): string => files.nameOf(detection.fileOf(node));
  return {
    findings: detection.findings.map((finding) => ({ file: place(finding.fields[0]?.node ?? finding.call), ...describeFinding(finding) })).sort(bySource),
    reads: detection.reads.map((read) => ({ file: place(read.node), ...describeRead(read) })).sort(bySource),
    rewrites,
    faults: new Map([...files.faults, ...unfit]),
    problems: [...problems, ...missingLine(resolver.missingPackages), ...(program.isCutShort ? [CUT_SHORT] : [])],
    settings: discoveredSettings(program, files, importers, request.settings),
  };
}

/** One line for all packages: before an install there may be many. */
function missingLine(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  return [`not installed: ${names.slice(0, 5).join(", ")}${more}; what they export is not seen`];
}

/** The files of a file's own package that can't be looked into: what they read is not known. */
function unseenIn({ manifests }: FileTree, files: ProgramFiles): NonNullable<DetectOptions["unseen"]> {
  const homes = manifests.map((manifest) => manifest.slice(0, -"package.json".length)).sort((left, right) => right.length - left.length);
  const homeOf = (file: string): string => homes.find((home) => file.startsWith(home)) ?? "";
  return (parsed) => [...files.faults.keys()].filter((file) => homeOf(file) === homeOf(files.nameOf(parsed)));
}

interface Located {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const bySource = (left: Located, right: Located): number =>
  left.file === right.file ? left.line - right.line || left.column - right.column : left.file < right.file ? -1 : 1;

function rewriteAll(files: ProgramFiles, detection: Detection): Map<string, Rewrite> {
  const rewrites = new Map<string, Rewrite>();
  for (const [parsed, found] of detection.rewrite()) {
    const { file, source, hasBom } = files.of(parsed);
    const edits = withLineEnds(found, parsed.text);
    if (edits.length > 0) rewrites.set(file, { source, edits, after: withBom(applied(parsed, edits), hasBom) });
  }
  return rewrites;
}

/** Edits that overlap are told by the check of what lies outside of them. */
function applied(parsed: ParsedFile, edits: readonly TextEdit[]): string {
  try {
    return applyEdits(parsed.text, edits);
  } catch (error) {
    if (error instanceof RangeError) return parsed.text;
    throw error;
  }
}

/** What the first look at a program has found, which the check of its rewrite starts from. */
interface FirstRun {
  readonly request: MigrationRequest;
  readonly files: ProgramFiles;
  readonly discovered: Discovered;
}

/** What is wrong with the rewritten files, by file. */
function* faultsOf(run: FirstRun, detection: Detection, rewrites: ReadonlyMap<string, Rewrite>): Steps<Map<string, string>> {
  const faults = new Map<string, string>();
  for (const [file, { source, after, edits }] of rewrites) {
    yield "Checking the rewrites";
    const [before, text] = [source.text, after].map((each) => each.replace(/^\uFEFF/, ""));
    if (before === undefined || text === undefined) continue;
    const fault = outsideEditsFault(before, text, edits) ?? syntaxFault(before, text, file);
    if (fault !== undefined) faults.set(file, fault);
  }
  return faults.size > 0 || rewrites.size === 0 ? faults : yield* secondRunFaults(run, detection, rewrites);
}

function syntaxFault(before: string, after: string, fileName: string): string | undefined {
  const ts = loadTypeScript();
  const has = countSyntaxErrors(ts, after, fileName);
  const had = has === 0 ? 0 : countSyntaxErrors(ts, before, fileName);
  return has > had ? `it has ${has - had} more syntax error${has - had === 1 ? "" : "s"} than before` : undefined;
}

/** The rewritten program has nothing more to rewrite, and exactly what was left is left. */
function* secondRunFaults({ request, files: before, discovered }: FirstRun, first: Detection, rewrites: ReadonlyMap<string, Rewrite>): Steps<Map<string, string>> {
  const { tree, settings, factsFor } = request;
  const rewritten: FileTree = {
    ...tree,
    read: (file) => {
      const rewrite = rewrites.get(file);
      return rewrite === undefined ? tree.read(file) : { bytes: Buffer.from(rewrite.after), text: rewrite.after, ascii: rewrite.after, encoding: "UTF-8" };
    },
  };
  try {
    // What leads nowhere has been said by the first run.
    const quiet = new ModuleResolver(rewritten, () => undefined);
    const files = new ProgramFiles(rewritten, quiet, factsFor, before);
    const { program } = yield* discoverProgram(rewritten, files, quiet, settings, factsFor, { discovered, changed: [...rewrites.keys()] });
    yield "Checking the rewrites";
    const second = program.detect({ readOnly: (file) => request.readOnly(files.nameOf(file)), allowsPartial: request.allowsPartial, phase: request.phase, unseen: unseenIn(rewritten, files) });
    const again = new Map([...second.rewrite()].flatMap(([file, edits]): [string, string][] =>
      edits.length === 0 ? [] : [[files.nameOf(file), `a second run would make ${edits.length} more edit${edits.length === 1 ? "" : "s"}`]],
    ));
    const left = first.findings.filter(({ outcome }) => outcome.status === "left").length;
    if (again.size > 0 || second.findings.length === left) return again;
    return everywhere(rewrites, `a second run finds ${second.findings.length} writes where ${left} were left`);
  } catch (error) {
    return everywhere(rewrites, `a second run throws: ${messageOf(error)}`);
  }
}

const everywhere = (rewrites: ReadonlyMap<string, Rewrite>, fault: string): Map<string, string> => new Map([...rewrites.keys()].map((file) => [file, fault]));
