import { parseSettings, SettingsError } from "@kv-envelope/detector";
import type { Expiry, Phase, Settings } from "@kv-envelope/detector";
import { realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { inspect } from "node:util";
import { messageOf, UsageError } from "../../shared/errors.js";
import { fileHelpers } from "../../helper/extensions.js";
import type { HelpersChoice } from "../../helper/extensions.js";
import { refuseBesideMarkdown } from "./markdown-option.js";
import type { Review } from "../review.js";
import { didYouMean } from "../../shared/nearest.js";
import { checkExpiry, EXPIRY_NAMES, isExpiry } from "./expiry.js";
import { isPhase, PHASES } from "./phase.js";
import { isRecord } from "../../shared/record.js";
import type { Shard } from "../../shard/option.js";

/** What {@link migrate} is asked for. All of it may be left out: then it is a dry run over the working directory. */
export interface MigrateOptions {
  /** The directory whose files are looked at; nothing outside of it is touched. Default: the working directory. */
  readonly root?: string | undefined;
  /** Files and directories in `root`, relative to it, that may be changed; the rest is only read. Default: all of it. */
  readonly paths?: readonly string[] | undefined;
  /** Globs of files to leave out, in `.gitignore` syntax, beside those of the configuration. Default: none. */
  readonly ignore?: readonly string[] | undefined;
  /** The JSON file that holds the settings. Default: `kv-envelope.config.json` in `root`, if there is one. */
  readonly config?: string | undefined;
  /** The settings themselves; then no configuration is read. */
  readonly settings?: Settings | undefined;
  /** Where rewritten code imports the envelope helpers from: `@kv-envelope/runtime` (default), or a file that is created if need be. */
  readonly helpers?: "package" | { readonly file: string } | undefined;
  /** Which half is rewritten: `reads`, then a deploy, then `writes`. Default: `all`. */
  readonly phase?: Phase | undefined;
  /** What a ttl becomes: an expiry envelope, the service's own expiry, or both. Default: what the settings say, `envelope` if they don't. */
  readonly expiry?: Expiry | undefined;
  /** With `expiry: "server"`: stores the value by itself, and reads take that too. Default: what the settings say, false if they don't. */
  readonly unwrap?: boolean | undefined;
  /** With `expiry: "server"`: has the service end what is put into envelopes, too: by helpers, by our stores, by hand. Default: what the settings say, false if they don't. */
  readonly envelopes?: boolean | undefined;
  /** A commit, branch or tag: only files that differ from it, and those that import them, may be changed. */
  readonly since?: string | undefined;
  /** Whether only staged files may be changed. Default: false. */
  readonly staged?: boolean | undefined;
  /** Whether the code fences of Markdown are looked at too, each as a program by itself. Default: false. */
  readonly markdown?: boolean | undefined;
  /** Whether files are written; if not, the result says what they would become. Default: false. */
  readonly write?: boolean | undefined;
  /** With `write`: goes on although git has uncommitted changes; a list names the files whose changes don't matter. Default: false. */
  readonly allowDirty?: boolean | readonly string[] | undefined;
  /** Rewrites writes although a read of their store can't be: that read meets envelopes from then on. Default: false. */
  readonly allowPartial?: boolean | undefined;
  /** Runs the Prettier or Biome that is installed for a file over what is rewritten of it, which executes the user's code. Default: false. */
  readonly format?: boolean | undefined;
  /** Stops the run: before the first file is written nothing changes, later the next run finishes what was begun, and `undo` takes it back. */
  readonly signal?: AbortSignal | undefined;
}

/** The same, checked and complete. */
export interface RunOptions {
  /** Absolute, without links. */
  readonly root: string;
  readonly paths: readonly string[];
  readonly ignore: readonly string[];
  readonly config: string | undefined;
  readonly settings: Settings | undefined;
  readonly helpers: HelpersChoice | undefined;
  readonly phase: Phase;
  readonly expiry: Expiry | undefined;
  readonly unwrap: boolean;
  readonly envelopes: boolean;
  readonly since: string | undefined;
  readonly staged: boolean;
  readonly markdown: boolean;
  readonly write: boolean;
  readonly allowDirty: boolean | readonly string[];
  readonly allowPartial: boolean;
  readonly format: boolean;
  readonly signal: AbortSignal | undefined;
  /** Told when the first file is about to be written: from then on a run must not be ended just anywhere. */
  readonly onWriting: (() => void) | undefined;
  /** The part of the files that is reported. */
  readonly shard: Shard | undefined;
  /** Lets somebody choose what is written, with `write`. */
  readonly review: Review | undefined;
}

/** What each option may be, as an error names it. */
const ALLOWED: Readonly<Record<keyof MigrateOptions, string>> = {
  root: "the path of a directory",
  paths: 'an array of paths, for example ["src"]',
  ignore: 'an array of globs, for example ["src/generated/**"]',
  config: "the path of a JSON file",
  settings: "an object, as in kv-envelope.config.json",
  helpers: '"package", or { file: PATH }',
  phase: PHASES,
  expiry: EXPIRY_NAMES,
  unwrap: "true or false",
  envelopes: "true or false",
  since: "a commit, branch or tag",
  staged: "true or false",
  markdown: "true or false",
  write: "true or false",
  allowDirty: "true, false, or an array of paths",
  allowPartial: "true or false",
  format: "true or false",
  signal: "an AbortSignal",
};

/**
 * Checks what a program asks for: it may be JavaScript, or made from somebody's input.
 * @throws {UsageError} with one line that names the option, what was given and what is allowed.
 */
export function readOptions(given: unknown): RunOptions {
  if (!isRecord(given)) throw new UsageError(`options: ${shown(given)} given; allowed: an object`);
  const names = Object.keys(ALLOWED);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new UsageError(
      `${unknown}: unknown option${didYouMean(unknown, names)} (allowed: ${names.join(", ")})`,
    );
  const read = <T, D>(
    name: keyof MigrateOptions,
    is: (value: unknown) => value is T,
    otherwise: D,
  ): T | D => {
    const value = given[name];
    if (value === undefined) return otherwise;
    if (!is(value)) throw refused(name, value);
    return value;
  };
  const options = {
    root: readRoot(read("root", isText, process.cwd())),
    paths: read("paths", isTexts, []),
    ignore: read("ignore", isTexts, []),
    config: read("config", isText, undefined),
    settings: readSettings(given["settings"]),
    helpers: readHelpers(given["helpers"]),
    phase: read("phase", isPhase, "all"),
    expiry: read("expiry", isExpiry, undefined),
    unwrap: read("unwrap", isBoolean, false),
    envelopes: read("envelopes", isBoolean, false),
    since: read("since", isText, undefined),
    staged: read("staged", isBoolean, false),
    markdown: read("markdown", isBoolean, false),
    write: read("write", isBoolean, false),
    allowDirty: read("allowDirty", isBooleanOrTexts, false),
    allowPartial: read("allowPartial", isBoolean, false),
    format: read("format", isBoolean, false),
    signal: read("signal", isSignal, undefined),
    onWriting: undefined,
    // For several machines, which each print a report.
    shard: undefined,
    review: undefined,
  };
  if (options.staged && options.since !== undefined)
    throw new UsageError(
      "staged: not allowed with since; staged takes what is staged, since what changed since a commit",
    );
  // Without it, the configuration says which.
  if (options.expiry !== undefined)
    checkExpiry(
      {
        ...options,
        unwrap: options.unwrap || (options.settings?.unwrap === true && options.expiry === "server"),
      },
      "",
    );
  refuseBesideMarkdown(options, (name) => name);
  if (options.settings !== undefined && options.config !== undefined)
    throw new UsageError("settings: not allowed with config; config names a file that holds the settings");
  return options;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isBooleanOrTexts = (value: unknown): value is boolean | readonly string[] =>
  isBoolean(value) || isTexts(value);
const isSignal = (value: unknown): value is AbortSignal =>
  isRecord(value) && typeof value["aborted"] === "boolean" && typeof value["throwIfAborted"] === "function";

const refused = (name: keyof MigrateOptions, value: unknown): UsageError =>
  new UsageError(`${name}: ${shown(value)} given; allowed: ${ALLOWED[name]}`);

/** A value on one line, of a length that can be read. */
function shown(value: unknown): string {
  const text =
    typeof value === "string"
      ? JSON.stringify(value)
      : inspect(value, { depth: 1, breakLength: Infinity }).replace(/\s+/g, " ");
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function readRoot(given: string): string {
  const path = resolve(given);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw refused("root", given);
  return realpathSync(path);
}

function readSettings(given: unknown): Settings | undefined {
  if (given === undefined) return undefined;
  if (!isRecord(given)) throw refused("settings", given);
  try {
    return parseSettings(given, "settings");
  } catch (error) {
    throw error instanceof SettingsError ? new UsageError(messageOf(error)) : error;
  }
}

function readHelpers(given: unknown): HelpersChoice | undefined {
  if (given === undefined) return undefined;
  if (given === "package") return { kind: "package" };
  const file = isRecord(given) ? given["file"] : undefined;
  if (!isText(file)) throw refused("helpers", given);
  return fileHelpers(file, "helpers.file");
}

const FLAGS = new Map<string, string>([
  ...Object.keys(ALLOWED).map(
    (name) => [`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, name] as const,
  ),
  ["--use-formatter", "format"] as const,
]);

/** A message of the command line, with the options called as a program calls them. */
export const inOptionNames = (message: string): string =>
  message.replace(/(?<![^\s(])--[a-z]+(?:-[a-z]+)*(?![\w-])/g, (flag) => FLAGS.get(flag) ?? flag);
