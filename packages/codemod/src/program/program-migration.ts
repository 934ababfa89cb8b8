import {
  applyEdits,
  hasEvidence,
  mayHoldEnvelopes,
  namesField,
  propertiesMadeInMarkup,
  putsInMarkup,
  textOfReason,
} from "@kv-envelope/detector";
import type {
  Detection,
  DetectOptions,
  Expiry,
  Finding,
  ParsedFile,
  Program,
  Reason,
  Settings,
  TextEdit,
} from "@kv-envelope/detector";
import { describeFinding, describeRead, describeUncheckedRead } from "./describe.js";
import type { MigrationFinding, UncheckedEnvelopeRead } from "./describe.js";
import { unformattedLine } from "../format/format.js";
import type { Format } from "../format/format.js";
import type { Steps } from "../shared/steps.js";
import { withBom } from "../source/source-text.js";
import { withLineEnds } from "./verify.js";
import { faultsOf } from "./check-rewrites.js";
import { discoverProgram } from "./discover-program.js";
import { discoveredSettings } from "./discovered-settings.js";
import { ProgramFiles } from "../modules/program-files.js";
import type { ProgramFile } from "../modules/program-files.js";
import { unseenIn } from "./unseen.js";
import { Unwanted } from "./unwanted.js";
import type { UnwantedWrite } from "./unwanted.js";
import { nothingFound } from "./migration.js";
import type { MigrationRequest, ProgramResult, ProgramSearch, InFile, Rewrite } from "./migration.js";
import { scanProgram } from "./scan.js";
import { filesTogether } from "./whole-stores.js";
import type { FirstScan } from "./scan.js";

const givenUpLine = (place: string, file: string): string =>
  `the program's calls are too tangled to be followed to the end: given up at ${place}. Writes and reads behind it are not seen; run on a part of the program, or leave that file out with --ignore ${file}`;

/** How often the program is looked at again without a file whose rewrite failed its check. */
const MAX_ATTEMPTS = 10;

/**
 * Finds the raw KV writes with verbatim fields in a program, rewrites them and their reads in
 * memory, and checks the result. Writes no file.
 * @param scan what the program's texts say, if somebody has asked them.
 */
export function* migrateTree(request: MigrationRequest, scan?: FirstScan): Steps<ProgramResult> {
  const scanned = yield* scanOf(request, scan);
  const { resolver, problems } = scanned;
  const files = new ProgramFiles(request.tree, scanned, request.factsFor);
  for (const [file, fault] of scanned.faults) files.faults.set(file, fault);
  const discovered = yield* discoverProgram(request.tree, files, scanned, request.settings);
  // Without a field there is nothing to find, however much of the service is used.
  if (!files.loaded().some(({ source }) => namesField(source.text, request.settings))) {
    const uncheckedReads = uncheckedReadsOf(request, files, discovered.program);
    return { ...nothingFound(request.settings, files.faults, problems), uncheckedReads };
  }
  const problemsNow = (): string[] => [
    ...problems,
    ...missingLine(resolver.missingPackages),
    ...givenUpIn(discovered.program, files),
    ...files.loaded().flatMap((each) => markupLine(each, request)),
  ];
  return yield* settle({ request, files, discovered, problems: problemsNow }, Unwanted.NONE);
}

function givenUpIn(program: Program, files: ProgramFiles): string[] {
  const at = program.givenUpAt;
  if (at === undefined) return [];
  const file = files.nameOf(program.fileOf(at));
  return [givenUpLine(`${file}:${at.loc.start.line}:${at.loc.start.column + 1}`, file)];
}

/** Not `scan ?? (yield* …)`: what makes CommonJS of this puts the right side of `??` into an arrow function. */
function* scanOf(request: MigrationRequest, scan: FirstScan | undefined): Steps<FirstScan> {
  if (scan !== undefined) return scan;
  return yield* scanProgram(request);
}

/** Decides what becomes of the writes and reads that were found. */
function* settle(search: ProgramSearch, unwanted: Unwanted): Steps<ProgramResult> {
  const { request, files, discovered } = search;
  const { program, importers } = discovered;
  const nameOf = (node: Parameters<Detection["fileOf"]>[0]): string => files.nameOf(program.fileOf(node));
  const unfit = new Map<string, Reason>();
  const options: DetectOptions = {
    readOnly: (file) => unfit.get(files.nameOf(file)) ?? request.readOnly(files.nameOf(file)),
    allowsPartial: request.allowsPartial,
    phase: request.phase,
    unseen: unseenIn(request.tree, files),
    unwanted: (fields) => unwanted.reasonFor(fields, nameOf),
  };
  yield "Working out the rewrites";
  const wasGivenUp = program.givenUpAt !== undefined;
  let detection = program.detect(options);
  let rewrites = rewriteAll(files, detection);
  // The search may run out only while the rewrites are worked out: a read may be unseen all the same.
  if (program.givenUpAt !== undefined && !wasGivenUp) {
    yield "Working out the rewrites";
    detection = program.detect(options);
    rewrites = rewriteAll(files, detection);
  }
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const faults = yield* faultsOf(search, detection, rewrites, unwanted);
    if (faults.size === 0) break;
    for (const [file, fault] of faults)
      unfit.set(file, {
        why: `the rewrite failed its check and is not applied: ${fault}`,
        remedy: "change it by hand, and tell us of it",
      });
    detection = program.detect(options);
    rewrites = rewriteAll(files, detection);
  }
  const formatted = yield* formatAll(request.format, rewrites, (candidates) =>
    faultsOf(search, detection, candidates, unwanted),
  );
  const alternative = alternativeTo(detection, program, options, request.settings);
  const { expiry = "envelope" } = request.settings;
  const found = detection.findings.map((finding, position) => ({
    finding,
    described: { file: nameOf(placeOf(finding)), ...describeFinding(alternative(finding, position), expiry) },
  }));
  const byId = new Map(found.map(({ finding, described }) => [idOf(described), finding]));
  const known = (described: InFile<MigrationFinding>): Finding[] => {
    const finding = byId.get(idOf(described));
    return finding === undefined ? [] : [finding];
  };
  const unwantedOf = ({ fields: [first] }: Finding): UnwantedWrite[] =>
    first === undefined ? [] : [{ file: nameOf(first.node), start: first.node.range[0], field: first.name }];
  return {
    findings: found.map(({ described }) => described).sort(bySource),
    reads: detection.reads.map((read) => ({ file: nameOf(read.node), ...describeRead(read) })).sort(bySource),
    uncheckedReads: uncheckedReadsOf(request, files, program),
    rewrites: formatted.rewrites,
    faults: new Map([
      ...files.faults,
      ...[...unfit].map(([file, reason]) => [file, textOfReason(reason)] as const),
    ]),
    problems: [...search.problems(), ...formatted.notes],
    settings: discoveredSettings(program, files, importers, request.settings),
    together: () =>
      filesTogether(detection.findings, (findings) =>
        [...detection.rewrite(findings)].flatMap(([file, edits]) =>
          edits.length === 0 ? [] : [files.nameOf(file)],
        ),
      ),
    alone: (described) => rewriteAll(files, detection, known(described)),
    without: (findings, reason) =>
      settle(search, new Unwanted(reason, findings.flatMap(known).flatMap(unwantedOf))),
  };
}

/**
 * Says of what is left where the other remedy would do: one look more, and only where something is left.
 * @returns the finding as it is to be told of
 */
function alternativeTo(
  { findings }: Detection,
  program: Program,
  options: DetectOptions,
  { expiry = "envelope" }: Settings,
): (finding: Finding, position: number) => Finding {
  const isLeft = ({ outcome }: Finding): boolean =>
    outcome.status === "left" && outcome.waitsFor === undefined;
  if (!findings.some(isLeft)) return (finding) => finding;
  const other: Expiry = expiry === "server" ? "envelope" : "server";
  // The same writes in the same order, whatever becomes of them.
  const others = program.detect({ ...options, phase: "all", expiry: other }).findings;
  return (finding, position) => {
    const { outcome } = finding;
    if (outcome.status !== "left" || !isLeft(finding)) return finding;
    if (others[position]?.outcome.status !== "rewritable") return finding;
    const { why, remedy } = outcome.reason;
    const reason = { why, remedy: `${remedy}; --expiry ${other} would rewrite it` };
    return { ...finding, outcome: { ...outcome, reason } };
  };
}

/** Asked only where a text says that there may be envelopes. */
function uncheckedReadsOf(
  { settings, factsFor }: MigrationRequest,
  files: ProgramFiles,
  program: Program,
): InFile<UncheckedEnvelopeRead>[] {
  const hasEnvelopes = files
    .loaded()
    .some(({ file, source }) => mayHoldEnvelopes(source.text, settings, factsFor(file)));
  if (!hasEnvelopes) return [];
  return program
    .uncheckedReads()
    .map((read) => ({ file: files.nameOf(program.fileOf(read.node)), ...describeUncheckedRead(read) }))
    .sort(bySource);
}

const placeOf = ({ fields, call }: Finding): Parameters<Detection["fileOf"]>[0] => fields[0]?.node ?? call;

/** What a finding is known by from one look at a program to the next. */
const idOf = ({ file, line, column, fields }: InFile<MigrationFinding>): string =>
  JSON.stringify([file, line, column, fields]);

/** One line for all packages: before an install there may be many. */
function missingLine(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  return [`not installed: ${names.slice(0, 5).join(", ")}${more}; what they export is not seen`];
}

/** A component that may write where nothing is looked into: its markup makes an object with a field, or puts something. */
function markupLine(
  { file, source, parsed: { markup } }: ProgramFile,
  { settings, factsFor }: MigrationRequest,
): string[] {
  if (markup === undefined) return [];
  const isWritten =
    propertiesMadeInMarkup(markup).some((name) => namesField(name, settings)) ||
    (putsInMarkup(markup) && namesField(source.text, settings));
  return isWritten && hasEvidence(source.text, settings, factsFor(file))
    ? [
        `${file}: its markup may write to Telnyx KV, and is not looked into; move what writes there into the script`,
      ]
    : [];
}

interface Located {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const bySource = (left: Located, right: Located): number =>
  left.file === right.file
    ? left.line - right.line || left.column - right.column
    : left.file < right.file
      ? -1
      : 1;

/** @param findings those to rewrite; all by default. */
function rewriteAll(
  files: ProgramFiles,
  detection: Detection,
  findings?: readonly Finding[],
): Map<string, Rewrite> {
  const rewrites = new Map<string, Rewrite>();
  for (const [parsed, found] of detection.rewrite(findings)) {
    const { file, source, hasBom } = files.of(parsed);
    const edits = withLineEnds(found, parsed.text);
    if (edits.length > 0) {
      const spliced = withBom(applied(parsed, edits), hasBom);
      rewrites.set(file, { source, edits, spliced, after: spliced });
    }
  }
  return rewrites;
}

/** The rewrites in the user's layout. What fails the check in that layout stays as it was; without it, all have passed. */
function* formatAll(
  format: Format | undefined,
  rewrites: ReadonlyMap<string, Rewrite>,
  check: (rewrites: ReadonlyMap<string, Rewrite>) => Steps<ReadonlyMap<string, string>>,
): Steps<{ rewrites: ReadonlyMap<string, Rewrite>; notes: readonly string[] }> {
  if (format === undefined || rewrites.size === 0) return { rewrites, notes: [] };
  const results = format(
    [...rewrites].map(([file, { source, spliced }]) => ({ file, before: source.text, after: spliced })),
  );
  const formatted = new Map(
    [...rewrites].map(([file, rewrite]) => [
      file,
      { ...rewrite, after: results.get(file)?.text ?? rewrite.spliced },
    ]),
  );
  const notes = [...results].flatMap(([file, { note }]) =>
    note === undefined ? [] : [unformattedLine(file, note)],
  );
  for (let faults = yield* check(formatted); faults.size > 0; faults = yield* check(formatted)) {
    const failed = [...faults].filter(([file]) => formatted.get(file)?.after !== rewrites.get(file)?.after);
    if (failed.length === 0)
      return {
        rewrites,
        notes: [...rewrites.keys()].map((file) =>
          unformattedLine(file, "the rewrite failed its check behind the formatter"),
        ),
      };
    for (const [file, fault] of failed) {
      const rewrite = rewrites.get(file);
      if (rewrite !== undefined) formatted.set(file, rewrite);
      notes.push(
        unformattedLine(file, `what the formatter made of it failed the check of the rewrite: ${fault}`),
      );
    }
  }
  return { rewrites: formatted, notes };
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
