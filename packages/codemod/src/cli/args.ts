import type { Expiry, Phase } from "@kv-envelope/detector";
import { distance } from "fastest-levenshtein";
import { parseArgs } from "node:util";
import { UsageError } from "../shared/errors.js";
import { refuseBesideMarkdown } from "../run/options/markdown-option.js";
import type { RunOptions } from "../run/options/options.js";
import { readExpiry } from "../run/options/expiry.js";
import { readPhase } from "../run/options/phase.js";
import { fileHelpers } from "../helper/extensions.js";
import type { HelpersChoice } from "../helper/extensions.js";
import { readShard } from "../shard/option.js";
import type { Shard } from "../shard/option.js";
import { isReportFile } from "../report/files/extensions.js";
import { isFormat } from "../report/formats.js";
import type { ReportFormat } from "../report/formats.js";
import { MERGE_OPTIONS } from "./commands/commands.js";
import { MIGRATE_OPTIONS, REPORT_PATHS } from "./commands/migrate-options.js";
import type { OptionSpec } from "./commands/option-spec.js";

const options = MIGRATE_OPTIONS;

type OptionName = keyof typeof options;

const takesText = (name: OptionName): boolean => options[name].type === "string";
const isOption = (name: string): name is OptionName => Object.hasOwn(options, name);

/** What the command line asks for. */
export interface Args {
  readonly paths: readonly string[];
  readonly write: boolean;
  /** Whether a person decides on each finding; then what is chosen is written. */
  readonly interactive: boolean;
  readonly check: boolean;
  readonly json: boolean;
  readonly allowDirty: boolean;
  readonly allowPartial: boolean;
  readonly ignore: readonly string[];
  readonly config: string | undefined;
  readonly helpers: HelpersChoice | undefined;
  readonly phase: Phase;
  /** What a ttl becomes; `undefined`: as the settings say. */
  readonly expiry: Expiry | undefined;
  /** Whether the value is stored by itself. */
  readonly unwrap: boolean;
  /** Whether envelopes that the helpers make are ended by the service. */
  readonly envelopes: boolean;
  /** The revision since which a file must have changed. */
  readonly since: string | undefined;
  readonly staged: boolean;
  /** Whether the code fences of Markdown are looked at too. */
  readonly markdown: boolean;
  /** The part of the files that is reported. */
  readonly shard: Shard | undefined;
  /** Whether the user's own formatter runs over what is rewritten. */
  readonly useFormatter: boolean;
  /** The form of what is printed; left out, it is text. */
  readonly format: ReportFormat | undefined;
  /** Where the discovered settings go. */
  readonly emitSettings: string | undefined;
  /** Files that take a report each, in the form that their extensions name. */
  readonly reports: readonly string[];
  readonly noColor: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

const TAKEN_BY_MERGE = Object.keys(MERGE_OPTIONS);

/**
 * Reads the command line of `merge-reports`; the paths are the reports.
 * @throws {UsageError} as {@link readArgs} does.
 */
export function readMergeArgs(argv: readonly string[]): Args {
  const args = readArgs(argv, (name, rawName) => {
    if (!TAKEN_BY_MERGE.includes(name))
      throw new UsageError(
        `merge-reports: takes no ${rawName}; allowed: ${TAKEN_BY_MERGE.map((each) => `--${each}`).join(", ")}`,
      );
  });
  if (args.paths.length === 0 && !args.help)
    throw new UsageError("merge-reports: no reports given; allowed: the JSON reports of all shards of a run");
  return args;
}

/**
 * What the command line asks of a run.
 * @param root absolute, without links.
 */
export const runOptionsOf = (
  { reports, allowDirty, ...args }: Args,
  root: string,
  review?: RunOptions["review"],
  stop?: Pick<RunOptions, "signal" | "onWriting">,
): RunOptions => ({
  root,
  paths: args.paths,
  ignore: args.ignore,
  config: args.config,
  settings: undefined,
  helpers: args.helpers,
  phase: args.phase,
  expiry: args.expiry,
  unwrap: args.unwrap,
  envelopes: args.envelopes,
  since: args.since,
  staged: args.staged,
  markdown: args.markdown,
  shard: args.shard,
  format: args.useFormatter,
  write: args.write,
  // The report of the dry run before is written again and is no one's work.
  allowDirty: allowDirty || reports,
  allowPartial: args.allowPartial,
  signal: stop?.signal,
  onWriting: stop?.onWriting,
  review,
});

/**
 * Reads the command line.
 * @param check is asked about each option that is given, and throws for one that is not allowed.
 * @throws {UsageError} with one line that names the option, what was given and what is allowed.
 */
export function readArgs(argv: readonly string[], check?: (name: OptionName, rawName: string) => void): Args {
  // Not strict: Node's own errors do not say what is allowed. The tokens tell what was written.
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const flags = new Set<OptionName>();
  const texts = new Map<OptionName, string[]>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    if (!isOption(name)) throw unknownOption(rawName, name);
    check?.(name, rawName);
    if (takesText(name))
      texts.set(name, [...(texts.get(name) ?? []), textOf(rawName, value, inlineValue ?? false)]);
    else if (value !== undefined)
      throw new UsageError(`${rawName}: takes no value, ${JSON.stringify(value)} given`);
    else flags.add(name);
  }
  if (flags.has("write") && flags.has("check")) {
    throw new UsageError("--check: not allowed with --write; --check only reports, --write applies");
  }
  for (const other of ["check", "json"] as const) {
    if (flags.has("interactive") && flags.has(other))
      throw new UsageError(
        `--interactive: not allowed with --${other}; --interactive asks a person, --${other} is for programs`,
      );
  }
  for (const other of ["interactive", "json"] as const)
    if (texts.has("format") && flags.has(other))
      throw new UsageError(`--format: not allowed with --${other}; each says in which form the run is shown`);
  if (flags.has("staged") && texts.has("since"))
    throw new UsageError(
      "--staged: not allowed with --since; --staged takes what is staged, --since what changed since a commit",
    );
  const writing = (["write", "interactive"] as const).find((name) => flags.has(name));
  if (writing !== undefined && texts.has("shard")) {
    throw new UsageError(
      `--shard: not allowed with --${writing}; a store is rewritten as a whole, which no shard has: --${writing} without --shard applies all of it`,
    );
  }
  const [emptyPath] = positionals.filter((path) => path === "");
  if (emptyPath !== undefined) throw new UsageError("paths: an empty path given; name a file or a directory");
  const helpers = single("helpers", texts);
  const shard = single("shard", texts);
  const args: Args = {
    paths: positionals,
    write: flags.has("write") || flags.has("interactive"),
    interactive: flags.has("interactive"),
    check: flags.has("check"),
    json: flags.has("json"),
    allowDirty: flags.has("allow-dirty"),
    allowPartial: flags.has("allow-partial"),
    ignore: texts.get("ignore") ?? [],
    config: single("config", texts),
    emitSettings: single("emit-settings", texts),
    reports: readReports(texts.get("report") ?? []),
    noColor: flags.has("no-color"),
    phase: readPhase(single("phase", texts)),
    expiry: readExpiry(single("expiry", texts)),
    unwrap: flags.has("unwrap"),
    envelopes: flags.has("envelopes"),
    since: single("since", texts),
    staged: flags.has("staged"),
    markdown: flags.has("markdown"),
    shard: shard === undefined ? undefined : readShard(shard),
    useFormatter: flags.has("use-formatter"),
    format: readFormat(single("format", texts)),
    helpers: helpers === undefined ? undefined : readHelpers(helpers),
    help: flags.has("help"),
    version: flags.has("version"),
  };
  refuseBesideMarkdown(args, (name) => `--${name}`);
  return args;
}

function unknownOption(rawName: string, name: string): UsageError {
  const ranked = Object.keys(options)
    .map((known) => ({ known, far: distance(name, known) }))
    .sort((left, right) => left.far - right.far);
  const nearest = ranked[0];
  const hint =
    nearest !== undefined && nearest.far <= 3 && nearest.far < nearest.known.length
      ? `; did you mean --${nearest.known}?`
      : "";
  return new UsageError(`${rawName}: unknown option${hint} (see --help)`);
}

function textOf(rawName: string, value: string | undefined, inline: boolean): string {
  const name = rawName.replace(/^-+/, "");
  const spec: OptionSpec | undefined = isOption(name) ? options[name] : undefined;
  const allowed = spec?.expected ?? "a value";
  if (value === undefined) throw new UsageError(`${rawName}: no value given; allowed: ${allowed}`);
  if (value === "") throw new UsageError(`${rawName}: "" given; allowed: ${allowed}`);
  // `--config --json`: an option where its value should stand is far more often a slip than a file name.
  if (!inline && value.startsWith("-"))
    throw new UsageError(`${rawName}: no value given before ${value}; allowed: ${allowed}`);
  return value;
}

function single(name: OptionName, texts: ReadonlyMap<OptionName, readonly string[]>): string | undefined {
  const given = texts.get(name) ?? [];
  if (given.length > 1)
    throw new UsageError(`--${name}: given ${given.length} times (${given.join(", ")}); allowed: once`);
  return given[0];
}

function readFormat(text: string | undefined): ReportFormat | undefined {
  if (text === undefined || isFormat(text)) return text;
  throw new UsageError(
    `--format: ${JSON.stringify(text)} given; allowed: ${MIGRATE_OPTIONS.format.expected}; --use-formatter runs your own formatter`,
  );
}

function readReports(given: readonly string[]): readonly string[] {
  for (const [position, path] of given.entries()) {
    if (!isReportFile(path))
      throw new UsageError(`--report: ${JSON.stringify(path)} given; allowed: ${REPORT_PATHS}`);
    if (given.indexOf(path) !== position)
      throw new UsageError(`--report: ${JSON.stringify(path)} given twice; allowed: once for each file`);
  }
  return given;
}

function readHelpers(text: string): HelpersChoice {
  if (text === "package") return { kind: "package" };
  const path = /^file=(.+)$/.exec(text)?.[1];
  if (path === undefined)
    throw new UsageError(`--helpers: ${JSON.stringify(text)} given; allowed: package, or file=PATH`);
  return fileHelpers(path, "--helpers");
}
