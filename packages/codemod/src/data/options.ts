import { HELP } from "../cli/commands/option-spec.js";
import type { OptionSpec } from "../cli/commands/option-spec.js";
import type { Target, TtlFrom } from "./entries/rewrap.js";

export const DATA_COMMANDS = ["scan", "repair", "sweep", "restore", "probe"] as const;
export type DataCommand = (typeof DATA_COMMANDS)[number];

export const TARGETS: readonly Target[] = ["envelope", "server"];
export const TTL_FROM: readonly TtlFrom[] = ["now", "field", "drop"];
export const MAX_RATE = 10_000;
export const MAX_CONCURRENCY = 64;
export const DEFAULT_CONCURRENCY = 8;

const WRITING: readonly DataCommand[] = ["repair", "sweep", "restore"];

/** An option of `data`. */
export interface DataOptionSpec extends OptionSpec {
  /** The commands that take it; all if left out. */
  readonly only?: readonly DataCommand[];
}

export const DATA_OPTIONS = {
  namespace: {
    type: "string",
    value: "id",
    expected: "the id of a namespace",
    help: "the namespace's id (not its name)",
  },
  prefix: {
    type: "string",
    value: "text",
    expected: "what keys begin with",
    only: ["scan", "repair", "sweep"],
    help: "only keys that begin with this",
  },
  "ttl-from": {
    type: "string",
    value: "how",
    choices: TTL_FROM,
    expected: "now, field or drop",
    only: ["repair"],
    help: "now: a ttl counts from now; without one the payload's own expiration. field: the payload's own expiration; without one its ttl, counted from when the service says that the entry was written. drop: envelopes without expiry",
  },
  to: {
    type: "string",
    value: "what",
    choices: TARGETS,
    expected: "envelope or server",
    only: ["repair"],
    help: "envelope (default): legacy payloads become envelopes. server: they keep their shape without the field, and the service deletes them when the rest of their life is over, by the second",
  },
  envelopes: {
    type: "boolean",
    only: ["repair"],
    help: "with --to server: envelopes that are alive too; their end goes to the service, where it can't be asked for",
  },
  "move-colons": {
    type: "boolean",
    only: ["repair"],
    help: "also move keys with : (which the service refuses today) to keys with /, where there is none yet",
  },
  "no-probe": {
    type: "boolean",
    only: ["repair"],
    help: "with --to server: do not ask first, by a key of its own, whether the namespace expires keys itself",
  },
  "dry-run": { type: "boolean", only: WRITING, help: "only say what would be done" },
  yes: { type: "boolean", only: WRITING, help: "do not ask: for scripts" },
  backup: {
    type: "string",
    value: "file",
    completes: "file",
    expected: "the path of a file",
    only: ["repair", "sweep"],
    help: "the backup (default: a new file in .kv-envelope/data, which git ignores)",
  },
  rate: {
    type: "string",
    value: "n",
    expected: `a whole number of requests in a second, 1 to ${MAX_RATE}`,
    help: "requests in a second at most (default: as many as go)",
  },
  concurrency: {
    type: "string",
    value: "n",
    expected: `a whole number from 1 to ${MAX_CONCURRENCY}`,
    help: `requests at the same time, 1 to ${MAX_CONCURRENCY} (default: ${DEFAULT_CONCURRENCY})`,
  },
  "base-url": {
    type: "string",
    value: "url",
    expected: "an https URL",
    help: "where the API is (default: https://api.telnyx.com)",
  },
  json: { type: "boolean", help: "one JSON object instead of text" },
  help: HELP,
} as const satisfies Readonly<Record<string, DataOptionSpec>>;

export type DataOptionName = keyof typeof DATA_OPTIONS;

export const dataSpecOf = (name: DataOptionName): DataOptionSpec => DATA_OPTIONS[name];

/** The options that one of the commands takes. */
export const optionsOf = (command: DataCommand): Readonly<Record<string, OptionSpec>> =>
  Object.fromEntries(
    Object.entries<DataOptionSpec>(DATA_OPTIONS).filter(
      ([, { only }]) => only === undefined || only.includes(command),
    ),
  );
