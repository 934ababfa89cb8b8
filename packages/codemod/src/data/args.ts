import { parseArgs } from "node:util";
import { UsageError } from "../shared/errors.js";
import { didYouMean } from "../shared/nearest.js";
import type { Target, TtlFrom } from "./entries/rewrap.js";
import {
  DATA_COMMANDS,
  DATA_OPTIONS,
  dataSpecOf,
  DEFAULT_CONCURRENCY,
  MAX_CONCURRENCY,
  MAX_RATE,
  TARGETS,
  TTL_FROM,
} from "./options.js";
import type { DataCommand, DataOptionName } from "./options.js";

const ALLOWED = `allowed: ${DATA_COMMANDS.join(", ")}; a directory of that name is ./data`;

const isOption = (name: string): name is DataOptionName => Object.hasOwn(DATA_OPTIONS, name);
const isCommand = (text: string): text is DataCommand => DATA_COMMANDS.some((each) => each === text);
const isTarget = (text: string): text is Target => TARGETS.some((each) => each === text);
const isTtlFrom = (text: string): text is TtlFrom => TTL_FROM.some((each) => each === text);

/** What a `data` command line asks for. */
export interface DataArgs {
  readonly command: DataCommand;
  readonly namespace: string;
  readonly baseUrl: string | undefined;
  readonly prefix: string;
  /** Given for `repair`, and only for it. */
  readonly ttlFrom: TtlFrom | undefined;
  readonly to: Target;
  readonly envelopes: boolean;
  /** Whether the namespace is asked first what it can. */
  readonly isProbed: boolean;
  readonly moveColons: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly backup: string | undefined;
  /** Requests in a second at most. */
  readonly rate: number | undefined;
  readonly concurrency: number;
  readonly json: boolean;
  /** The backup that is restored: given for `restore`, and only for it. */
  readonly file: string | undefined;
}

/**
 * Reads what follows `data`.
 * @returns the name of the command whose help is asked for, where it is: `data`, `data repair`.
 * @throws {UsageError} with one line that names the option, what was given and what is allowed.
 */
export function readDataArgs(argv: readonly string[]): DataArgs | string {
  // Not strict: Node's own errors do not say what is allowed.
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options: DATA_OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const flags = new Set<DataOptionName>();
  const texts = new Map<DataOptionName, string>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    if (!isOption(name))
      throw new UsageError(
        `${rawName}: unknown option${didYouMean(
          rawName,
          Object.keys(DATA_OPTIONS).map((known) => `--${known}`),
        )} (see data --help)`,
      );
    if (DATA_OPTIONS[name].type === "boolean") {
      if (value !== undefined)
        throw new UsageError(`${rawName}: takes no value, ${JSON.stringify(value)} given`);
      flags.add(name);
    } else {
      if (texts.has(name)) throw new UsageError(`${rawName}: given twice; allowed: once`);
      texts.set(name, textOf(name, value, inlineValue ?? false));
    }
  }
  const [command, ...rest] = positionals;
  if (flags.has("help")) return command !== undefined && isCommand(command) ? `data ${command}` : "data";
  if (command === undefined) throw new UsageError(`data: no command given; ${ALLOWED}`);
  if (!isCommand(command)) throw new UsageError(`data: ${JSON.stringify(command)} given; ${ALLOWED}`);
  for (const name of [...flags, ...texts.keys()]) {
    const { only } = dataSpecOf(name);
    if (only !== undefined && !only.includes(command))
      throw new UsageError(`--${name}: not allowed with data ${command}; allowed with ${only.join(", ")}`);
  }
  const namespace = texts.get("namespace");
  if (namespace === undefined) throw new UsageError("--namespace: not given; allowed: the id of a namespace");
  return {
    command,
    namespace,
    baseUrl: readBaseUrl(texts.get("base-url")),
    prefix: texts.get("prefix") ?? "",
    ttlFrom: readTtlFrom(command, texts.get("ttl-from")),
    ...readTarget(texts.get("to"), flags),
    moveColons: flags.has("move-colons"),
    dryRun: flags.has("dry-run"),
    yes: flags.has("yes"),
    backup: texts.get("backup"),
    rate: readCount("rate", texts, MAX_RATE),
    concurrency: readCount("concurrency", texts, MAX_CONCURRENCY) ?? DEFAULT_CONCURRENCY,
    json: flags.has("json"),
    file: readFile(command, rest),
  };
}

function textOf(name: DataOptionName, value: string | undefined, inline: boolean): string {
  const { expected = "a value" } = dataSpecOf(name);
  if (value === undefined) throw new UsageError(`--${name}: no value given; allowed: ${expected}`);
  if (value === "") throw new UsageError(`--${name}: "" given; allowed: ${expected}`);
  // An option where its value should stand is far more often a slip.
  if (!inline && value.startsWith("-"))
    throw new UsageError(`--${name}: no value given before ${value}; allowed: ${expected}`);
  return value;
}

function readTtlFrom(command: DataCommand, text: string | undefined): TtlFrom | undefined {
  if (command !== "repair") return undefined;
  if (text === undefined)
    throw new UsageError(
      "--ttl-from: not given; allowed: now, field or drop: what each does to the expiry is in data --help",
    );
  if (!isTtlFrom(text))
    throw new UsageError(`--ttl-from: ${JSON.stringify(text)} given; allowed: now, field or drop`);
  return text;
}

function readTarget(
  to = "envelope",
  flags: ReadonlySet<DataOptionName>,
): Pick<DataArgs, "to" | "envelopes" | "isProbed"> {
  const envelopes = flags.has("envelopes");
  if (!isTarget(to)) throw new UsageError(`--to: ${JSON.stringify(to)} given; allowed: envelope or server`);
  if (envelopes && to !== "server")
    throw new UsageError("--envelopes: given without --to server; allowed: with it, which ends them");
  if (flags.has("no-probe") && to !== "server")
    throw new UsageError(
      "--no-probe: given without --to server; allowed: with it, which asks the namespace first",
    );
  return { to, envelopes, isProbed: to === "server" && !flags.has("no-probe") };
}

function readCount(
  name: "rate" | "concurrency",
  texts: ReadonlyMap<DataOptionName, string>,
  max: number,
): number | undefined {
  const text = texts.get(name);
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > max)
    throw new UsageError(`--${name}: ${JSON.stringify(text)} given; allowed: ${DATA_OPTIONS[name].expected}`);
  return count;
}

/** The API key goes there, so that the way must be encrypted, but to this machine itself. */
function readBaseUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  // A password in it is not to be shown.
  if (url?.username || url?.password)
    throw new UsageError("--base-url: has a user or password; allowed: an https URL without");
  if (url?.protocol !== "https:" && !(isLocal && url.protocol === "http:"))
    throw new UsageError(
      `--base-url: ${JSON.stringify(text)} given; allowed: an https URL, or http on this machine`,
    );
  return text;
}

function readFile(command: DataCommand, positionals: readonly string[]): string | undefined {
  const [file, ...more] = positionals;
  const allowed = command === "restore" ? "the path of one backup" : "options only";
  const extra = command === "restore" ? more[0] : file;
  if (extra !== undefined)
    throw new UsageError(`data ${command}: ${JSON.stringify(extra)} given; allowed: ${allowed}`);
  if (command === "restore" && (file === undefined || file === ""))
    throw new UsageError(`data restore: no file given; allowed: ${allowed}`);
  return command === "restore" ? file : undefined;
}
