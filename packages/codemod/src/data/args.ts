import { parseArgs } from "node:util";
import { UsageError } from "../shared/errors.js";
import { didYouMean } from "../shared/nearest.js";
import type { TtlFrom } from "./entries/rewrap.js";

type DataCommand = "scan" | "repair" | "sweep" | "restore" | "probe";

const COMMANDS: readonly DataCommand[] = ["scan", "repair", "sweep", "restore", "probe"];
const ALLOWED = `allowed: ${COMMANDS.join(", ")}; a directory of that name is ./data`;
const WRITING: readonly DataCommand[] = ["repair", "sweep", "restore"];
const TTL_FROM: readonly TtlFrom[] = ["now", "field", "drop"];
const MAX_RATE = 10_000;
const MAX_CONCURRENCY = 64;
const DEFAULT_CONCURRENCY = 8;

interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly short?: string;
  /** What may be given. */
  readonly expected?: string;
  /** The commands that take it; all if left out. */
  readonly only?: readonly DataCommand[];
}

const options = {
  namespace: { type: "string", expected: "the id of a namespace" },
  "base-url": { type: "string", expected: "an https URL" },
  prefix: { type: "string", expected: "what keys begin with", only: ["scan", "repair", "sweep"] },
  "ttl-from": { type: "string", expected: "now, field or drop", only: ["repair"] },
  "move-colons": { type: "boolean", only: ["repair"] },
  "dry-run": { type: "boolean", only: WRITING },
  yes: { type: "boolean", only: WRITING },
  backup: { type: "string", expected: "the path of a file", only: ["repair", "sweep"] },
  rate: { type: "string", expected: `a whole number of requests in a second, 1 to ${MAX_RATE}` },
  concurrency: { type: "string", expected: `a whole number from 1 to ${MAX_CONCURRENCY}` },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const satisfies Readonly<Record<string, OptionSpec>>;

type OptionName = keyof typeof options;

const specOf = (name: OptionName): OptionSpec => options[name];
const isOption = (name: string): name is OptionName => Object.hasOwn(options, name);
const isCommand = (text: string): text is DataCommand => COMMANDS.some((each) => each === text);
const isTtlFrom = (text: string): text is TtlFrom => TTL_FROM.some((each) => each === text);

/** What a `data` command line asks for. */
export interface DataArgs {
  readonly command: DataCommand;
  readonly namespace: string;
  readonly baseUrl: string | undefined;
  readonly prefix: string;
  /** Given for `repair`, and only for it. */
  readonly ttlFrom: TtlFrom | undefined;
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
 * @returns `undefined` where the help is asked for.
 * @throws {UsageError} with one line that names the option, what was given and what is allowed.
 */
export function readDataArgs(argv: readonly string[]): DataArgs | undefined {
  // Not strict: Node's own errors do not say what is allowed.
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const flags = new Set<OptionName>();
  const texts = new Map<OptionName, string>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    if (!isOption(name))
      throw new UsageError(
        `${rawName}: unknown option${didYouMean(
          rawName,
          Object.keys(options).map((known) => `--${known}`),
        )} (see data --help)`,
      );
    if (options[name].type === "boolean") {
      if (value !== undefined)
        throw new UsageError(`${rawName}: takes no value, ${JSON.stringify(value)} given`);
      flags.add(name);
    } else {
      if (texts.has(name)) throw new UsageError(`${rawName}: given twice; allowed: once`);
      texts.set(name, textOf(name, value, inlineValue ?? false));
    }
  }
  if (flags.has("help")) return undefined;
  const [command, ...rest] = positionals;
  if (command === undefined) throw new UsageError(`data: no command given; ${ALLOWED}`);
  if (!isCommand(command)) throw new UsageError(`data: ${JSON.stringify(command)} given; ${ALLOWED}`);
  for (const name of [...flags, ...texts.keys()]) {
    const { only } = specOf(name);
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

function textOf(name: OptionName, value: string | undefined, inline: boolean): string {
  const { expected = "a value" } = specOf(name);
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

function readCount(
  name: "rate" | "concurrency",
  texts: ReadonlyMap<OptionName, string>,
  max: number,
): number | undefined {
  const text = texts.get(name);
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > max)
    throw new UsageError(`--${name}: ${JSON.stringify(text)} given; allowed: ${options[name].expected}`);
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
