import { Validator } from "@cfworker/json-schema";
import type { Schema } from "@cfworker/json-schema";
import { EXPIRIES } from "./vocabulary.js";
import type { Expiry } from "./vocabulary.js";

/** A raw helper of the user's own: a function that hands a value to the service unchanged. */
export interface DeclaredHelper {
  /** The name it is called by: `putKv`, or with its object `store.put`. */
  readonly name: string;
  /**
   * Only calls of what is imported from there count: a module specifier as the imports have it, or
   * the file's path from the project's root without extension, for example `src/lib/kv`. Default: any.
   */
  readonly from?: string | readonly string[];
  /** Position of the key among the arguments, from 0. Default 0. */
  readonly keyArgument?: number;
  /** Position of the stored value among the arguments (writers only). Default 1. */
  readonly valueArgument?: number;
  /** Position of the options object among the arguments (writers only). Default 2. */
  readonly optionsArgument?: number;
}

/** The one settings shape of both products: ESLint's `settings["kv-envelope"]`, the codemod's config. */
export interface Settings {
  /** Functions that write a value to Telnyx KV unchanged. A string is short for `{ name }`. */
  readonly writers?: readonly (string | DeclaredHelper)[];
  /** Functions that return what Telnyx KV holds, as text or already parsed. */
  readonly readers?: readonly (string | DeclaredHelper)[];
  /** Where rewritten code imports the envelope helpers from. */
  readonly helpers?: {
    /** Module specifier, for example `@kv-envelope/runtime` (the default) or `./kv-envelope.js`. */
    readonly module: string;
  };
  /**
   * What a ttl becomes: an expiry envelope (the default), or the service's own expiry, for namespaces that have
   * it: `metadata`, which the service has no place for, is no finding then. Or both: the service deletes what has
   * expired, and the envelope can be asked when that is.
   */
  readonly expiry?: Expiry;
  /** With `expiry: "server"`: whether the value is stored by itself, as the service's pages do, and reads take that too. */
  readonly unwrap?: boolean;
  /** With `expiry: "server"`: whether envelopes that the helpers make are to be ended by the service, too. */
  readonly envelopes?: boolean;
  /** What of the service's own expiry the user's setup honours beyond `?ttl_secs=`; those are not flagged. */
  readonly serverTtl?: readonly ("binding" | "cli")[];
  /** Further origins that serve the Telnyx KV API, for example a proxy: `https://kv.internal.example`. */
  readonly baseUrls?: readonly string[];
  /**
   * Stores that hold envelopes where the file that reads them does not write them: a binding's name, a
   * namespace's id as the source spells it (`abc-123`, `process.env.SESSIONS_KV`), or one of the `readers`.
   */
  readonly envelopeStores?: readonly string[];
  /** Names of edge bindings that are KV namespaces, as in `[storage.kv.NAME]` of the function's manifest. */
  readonly kvBindings?: readonly string[];
}

const helperList = (what: string): Schema => ({
  description: what,
  type: "array",
  items: {
    anyOf: [
      { type: "string", pattern: "^[\\w$]+(\\.[\\w$]+)*$" },
      {
        type: "object",
        additionalProperties: false,
        required: ["name"],
        properties: {
          name: { type: "string", pattern: "^[\\w$]+(\\.[\\w$]+)*$" },
          from: {
            anyOf: [
              { type: "string", minLength: 1 },
              { type: "array", items: { type: "string", minLength: 1 } },
            ],
          },
          keyArgument: { type: "integer", minimum: 0 },
          valueArgument: { type: "integer", minimum: 0 },
          optionsArgument: { type: "integer", minimum: 0 },
        },
      },
    ],
  },
});

/** It is printed into a string literal of every file that imports it: nothing in it may end that literal. */
const MODULE_SPECIFIER = "^[^'\"`\\\\\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$";
const MODULE_ALLOWED = "a module specifier, without quotes, backslashes and line breaks";

/** JSON Schema of {@link Settings}. */
export const settingsSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    writers: helperList("Functions that write a value to Telnyx KV unchanged."),
    readers: helperList("Functions that return what Telnyx KV holds, as text or parsed."),
    helpers: {
      description: "Where rewritten code imports the envelope helpers from.",
      type: "object",
      additionalProperties: false,
      required: ["module"],
      properties: { module: { type: "string", pattern: MODULE_SPECIFIER } },
    },
    expiry: {
      description: "What a ttl becomes: an expiry envelope, the service's own expiry, or both.",
      enum: [...EXPIRIES],
    },
    unwrap: {
      description: 'With expiry "server": store the value by itself.',
      type: "boolean",
    },
    envelopes: {
      description: 'With expiry "server": have the service end what is put into envelopes, too.',
      type: "boolean",
    },
    serverTtl: {
      description: "What of the service's own expiry the setup honours beyond ?ttl_secs=.",
      type: "array",
      items: { enum: ["binding", "cli"] },
    },
    baseUrls: {
      description: "Further origins that serve the Telnyx KV API.",
      type: "array",
      items: { type: "string", pattern: "^https?://[^/]+$" },
    },
    kvBindings: {
      description: "Names of edge bindings that are KV namespaces.",
      type: "array",
      items: { type: "string", minLength: 1 },
    },
    envelopeStores: {
      description:
        "Stores that hold envelopes: names of bindings, ids of namespaces as the source spells them, or readers.",
      type: "array",
      items: { type: "string", minLength: 1 },
    },
  },
} satisfies Schema;

/** Settings that do not have the shape of {@link Settings}. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** One object, so that who keeps answers by the settings finds them again. */
const NO_SETTINGS: Settings = Object.freeze({});

const validator = new Validator(settingsSchema, "7", false);
const valid = new WeakSet<object>();

/** The value at a JSON pointer like `#/writers/0`. */
function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const segment of pointer.split("/").slice(1)) {
    const key = decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
    value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  }
  return value;
}

/**
 * Checks that a value has the shape of {@link Settings}.
 * @param value what the user wrote; `undefined` counts as no settings.
 * @param where how to name it in an error, for example `settings["kv-envelope"]`.
 * @throws {SettingsError} with one line that names the option, what was given and what is allowed.
 */
export function parseSettings(value: unknown, where: string): Settings {
  if (value === undefined) return NO_SETTINGS;
  if (!isSettings(value)) throw new SettingsError(describeFault(value, where));
  for (const name of ["unwrap", "envelopes"] as const)
    if (value[name] === true && value.expiry !== "server")
      throw new SettingsError(`${where}.${name}: true given; allowed: only with ${where}.expiry "server"`);
  return value;
}

function isSettings(value: unknown): value is Settings {
  if (typeof value !== "object" || value === null) return false;
  if (valid.has(value)) return true;
  const ok = validator.validate(value).valid;
  if (ok) valid.add(value);
  return ok;
}

function describeFault(value: unknown, where: string): string {
  const { errors } = validator.validate(value);
  // The deepest instance location is the value at fault; its ancestors only repeat that a child failed.
  const fault = [...errors].sort(
    (a, b) => b.instanceLocation.split("/").length - a.instanceLocation.split("/").length,
  )[0];
  const pointer = fault?.instanceLocation ?? "#";
  const path = pointer.split("/").slice(1).map(decodeURIComponent);
  const option = path.reduce(
    (all, part) => (/^\d+$/.test(part) ? `${all}[${part}]` : `${all}.${part}`),
    where,
  );
  if (fault?.keyword === "additionalProperties" || fault?.keyword === "false")
    return `${option}: unknown option; allowed: ${optionsBeside(path)}`;
  const given = JSON.stringify(valueAt(value, pointer));
  return `${option}: ${given} given; allowed: ${allowedAt(path)}`;
}

const HELPER_OPTIONS = "name, from, keyArgument, valueArgument, optionsArgument";
const POSITION = "a whole number, the position among the arguments, from 0";
const A_HELPER = `a function's name, for example "store.put", or { ${HELPER_OPTIONS} }`;
const NAMES = "an array of names";

/** What may stand at an option, by its name; for an element of a list, by that of the list. */
const ALLOWED: Readonly<Record<string, readonly [itself: string, element: string]>> = {
  writers: [`an array, each ${A_HELPER}`, A_HELPER],
  readers: [`an array, each ${A_HELPER}`, A_HELPER],
  name: [`a function's name, for example "put" or "store.put"`, ""],
  from: ["a module specifier or a path without extension, or an array of them", "a text that is not empty"],
  keyArgument: [POSITION, ""],
  valueArgument: [POSITION, ""],
  optionsArgument: [POSITION, ""],
  helpers: ["{ module }", ""],
  module: [MODULE_ALLOWED, ""],
  expiry: [EXPIRIES.map((each) => `"${each}"`).join(" or "), ""],
  unwrap: ["true or false", ""],
  envelopes: ["true or false", ""],
  serverTtl: ['an array of "binding", "cli"', '"binding" or "cli"'],
  baseUrls: [
    'an array of origins, for example "https://kv.example"',
    'an origin without a path, for example "https://kv.example"',
  ],
  kvBindings: [NAMES, "a name"],
  envelopeStores: [NAMES, "a name"],
};

function allowedAt(path: readonly string[]): string {
  const isElement = /^\d+$/.test(path.at(-1) ?? "");
  const [itself, element] = ALLOWED[path.at(isElement ? -2 : -1) ?? ""] ?? ["an object of settings", ""];
  return isElement ? element : itself;
}

/** The options that are known where an unknown one stands. */
function optionsBeside(path: readonly string[]): string {
  const holder = path.at(-2);
  if (holder === undefined) return Object.keys(settingsSchema.properties).join(", ");
  return holder === "helpers" ? "module" : HELPER_OPTIONS;
}
