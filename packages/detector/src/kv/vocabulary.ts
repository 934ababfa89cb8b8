/**
 * The words of the service's API that detection turns on, each spelled in this one place.
 * Sources: the KV reference and quick start of developers.telnyx.com, the `telnyx` SDK 7.5–7.24.
 */

/** What a verbatim field was meant to say. */
export type FieldRole = "ttl" | "expiration" | "metadata";

/** Fields that mean nothing else anywhere: they count in a body and in options alike. */
const unmistakable = new Map<string, FieldRole>([
  ["expiration_ttl", "ttl"],
  ["expirationTtl", "ttl"],
]);

/** Was believed to be the absolute end, in epoch seconds. */
export const EXPIRATION_FIELD = "expiration";

/** Ordinary words in users' own data: in a body they count only in the shape of a write request. */
const ordinary = new Map<string, FieldRole>([
  [EXPIRATION_FIELD, "expiration"],
  ["metadata", "metadata"],
]);

/** The query parameter of the service's own expiry, and the SDK's name for it. */
export const TTL_PARAMETER = "ttl_secs";

/** Count only beside `value` in a body: the earliest docs' field, and the query parameter in the wrong place. */
const besideValue = new Map<string, FieldRole>([
  ["ttl", "ttl"],
  [TTL_PARAMETER, "ttl"],
]);

/** The longest ttl that the service takes, in seconds. */
export const MAX_TTL_SECONDS = 9_223_372_036;

/** Parameters of another vendor's query string that Telnyx KV ignores. */
const query = new Map<string, FieldRole>([
  ["expiration_ttl", "ttl"],
  [EXPIRATION_FIELD, "expiration"],
]);

/** Flags of the command line's write that carried the same; a service that honours the first is a matter of the settings. */
const cliFlags = new Map<string, FieldRole>([
  ["--ttl", "ttl"],
  ["--expiration", "expiration"],
  ["--metadata", "metadata"],
]);

/** The field of a write request that carries what is to be stored. */
export const VALUE_FIELD = "value";
/** The field that makes an object an envelope. */
export const EXPIRES_AT_FIELD = "expires_at";
/** The one option of the edge binding that newer runtimes honour. */
export const BINDING_TTL_OPTION = "expirationTtl";
/** What asks the service itself to delete an entry, where it honours that: a query parameter, the same of the SDK, the binding's option. */
export const SERVER_TTL_NAMES: ReadonlySet<string> = new Set([TTL_PARAMETER, BINDING_TTL_OPTION]);
/** First version of the edge runtime whose binding applies {@link BINDING_TTL_OPTION}. */
export const BINDING_TTL_SINCE = [0, 2, 2] as const;

export const EDGE_RUNTIME_MODULE = "@telnyx/edge-runtime";
export const BINDING_TYPE = "KvNamespace";
/** The interface of what a function's manifest binds, to which programs add their bindings. */
export const ENV_TYPE = "Env";
export const BINDING_METHOD = "put";
/** The methods of a binding, and of the SDK's keys, that give what is stored. */
export const BINDING_READERS: ReadonlySet<string> = new Set(["get", "getWithMetadata"]);
export const SDK_READERS: ReadonlySet<string> = new Set(["retrieve", "get"]);
export const SDK_MODULE = "telnyx";
/** The resource of the SDK that nothing else is called like. */
export const SDK_RESOURCE = "kvs";
export const SDK_KEYS_PATH = ["storage", SDK_RESOURCE, "keys"] as const;
/** Gives a client of the same kind with other options. */
export const SDK_COPY_METHOD = "withOptions";
/** The types of the SDK's resources under `telnyx/resources`, as the members that lead to them. */
export const SDK_RESOURCE_TYPES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ["Storage", ["storage"]],
  ["Kvs", ["storage", SDK_RESOURCE]],
  ["Keys", SDK_KEYS_PATH],
]);
/** The quick start's helper names: with the full shape of a write they are evidence without a definition. */
export const QUICK_START_WRITER = "kvPut";
export const QUICK_START_READER = "kvGet";

/** The service's command line, and the words that make a KV write of it. */
export const CLI_PROGRAM = "telnyx-edge";
export const CLI_PUT: readonly string[] = ["storage", "kv", "key", "put"];
/** The same of a read, with what the service's generic command line has for each word: `telnyx storage:kvs:keys retrieve`. */
export const CLI_GET: readonly (readonly string[])[] = [
  ["storage"],
  ["kv", "kvs"],
  ["key", "keys"],
  ["get", "retrieve"],
];
export const CLI_PROGRAMS: readonly string[] = [CLI_PROGRAM, "telnyx"];
/** Whether a text may hold the words of a command that reads, or those that are put together to one. */
export const mayReadOnCommandLine = (text: string): boolean =>
  text.includes("telnyx") && /\bstorage\b["'`]?[\s,:]*["'`]?kvs?\b/.test(text);
/** Names the file that holds the value: the word behind it is no flag. */
export const CLI_PATH_FLAG = "--path";

export const DEFAULT_HELPERS_MODULE = "@kv-envelope/runtime";
/** The entry of the same package that has the stores. */
export const STORES_MODULE = "@kv-envelope/runtime/stores";

/** What a ttl that does nothing becomes: an envelope, or the service's own expiry. */
export const EXPIRIES = ["envelope", "server", "both"] as const;
export type Expiry = (typeof EXPIRIES)[number];

/** Where a write's property stands, which decides whether its name counts. */
export interface Surroundings {
  readonly hasValue: boolean;
  readonly hasUnmistakable: boolean;
}

export const isUnmistakable = (name: string): boolean => unmistakable.has(name);

/** The role of a property of a body, `undefined` if it is the user's own data. */
export function bodyFieldRole(name: string, around: Surroundings): FieldRole | undefined {
  const role = unmistakable.get(name);
  if (role !== undefined) return role;
  if (around.hasValue) return besideValue.get(name) ?? ordinary.get(name);
  return around.hasUnmistakable ? ordinary.get(name) : undefined;
}

/** Whether a name is one under which a relative ttl was written, in any form of a write. */
export const isTtlName = (name: string): boolean => unmistakable.has(name) || besideValue.has(name);

/** What a list of writes to make names the key of each by. */
const KEY_FIELD = "key";

/** Whether a property belongs to a write request: the value, and what the service was believed to honour beside it. */
export const isRequestField = (name: string): boolean =>
  name === VALUE_FIELD ||
  name === KEY_FIELD ||
  name === EXPIRES_AT_FIELD ||
  unmistakable.has(name) ||
  ordinary.has(name) ||
  besideValue.has(name);

/** Whether an object that was a write request has a property no longer, once it is an envelope or the service expires it. */
export const isTakenOut = (name: string): boolean =>
  isRequestField(name) && name !== KEY_FIELD && !ENVELOPE_FIELDS.has(name);

/** The names under which a relative ttl was written, in any form of a write. */
export const TTL_NAMES: readonly string[] = [...unmistakable.keys(), ...besideValue.keys()];

/** The role of a property of an options argument. */
export const optionFieldRole = (name: string): FieldRole | undefined =>
  unmistakable.get(name) ?? ordinary.get(name);

/** The role of a flag of the command line's write. */
export const cliFlagRole = (flag: string): FieldRole | undefined => cliFlags.get(flag);

/** The role of a query parameter. */
export const queryFieldRole = (name: string): FieldRole | undefined => query.get(name);

/** Part of {@link SDK_RESOURCE}, {@link QUICK_START_WRITER} and the URL: one search for all. */
export const COMMON_TO_EVIDENCE = "kv";
/** The same for {@link EDGE_RUNTIME_MODULE} and what is imported from below {@link SDK_MODULE}: a rare letter first is found soonest. */
export const COMMON_TO_IMPORTS = "yx/";
/** Part of what an import of the vendor's and a command of {@link CLI_PROGRAM} have, whatever else they are. */
export const COMMON_TO_VENDOR = "yx";
/** Text that any file with a finding contains. */
export const FIELD_TEXTS: readonly string[] = ["ttl", "Ttl", "expiration", "metadata", "FormData", "expires"];

/** Part of the helpers that take a ttl as an argument, and so name no field: `putWithExpiry`, `kvPutWithExpiry`. */
export const PUT_WITH_EXPIRY = "utWithExpiry";

/** Part of every key URL, right before the key. */
export const KEYS_URL_PART = "/keys/";
/** Part of every key URL: tells the service's answers from others' where one request helper makes both. */
export const KV_URL_PART = "/storage/kvs/";

/** Exports of the runtime that hand a read on with its envelope taken off: code behind one is tolerant. */
export const UNWRAPPING_HELPERS = [
  "unwrapText",
  "unwrapJson",
  "unwrapJsonText",
  "unwrapResponse",
  "unwrapAxios",
  "unwrapBody",
  "unwrapUndici",
  "unwrapEnd",
  "unwrapMessage",
  "unwrapOrThrow",
  "unwrapTextOrThrow",
] as const;
/** Those of them that see what a client has parsed, of which nothing tells whether a text was parsed. */
export const OF_PARSED: ReadonlySet<string> = new Set([
  "unwrapJson",
  "unwrapAxios",
  "unwrapBody",
  "unwrapEnd",
  "unwrapOrThrow",
]);
/** How they hand on an entry to code that looks at the `expiration` which it stored: their `as`. */
export const WITH_EXPIRATION = "payloadWithExpiration";
/** Makes the text of a value by itself. */
export const BARE_TEXT = "bareText";
/** The option by which they take a value by itself, too. */
export const BARE_OPTION = "bare: true";
/** Exports of the runtime through which a ttl gets to where the service honours it, and the value by itself to its place. */
export type ServerTtlHelper = typeof BARE_TEXT | "secondsUntil" | "ttlSeconds" | "withTtl";
/** Those of them that set a parameter in the query of the URL that they are given first, to what they are given second. */
export const PARAMETER_HELPERS: ReadonlyMap<string, string> = new Map<ServerTtlHelper, string>([
  ["withTtl", TTL_PARAMETER],
]);
/** What else an envelope may have, which an end or this makes one. */
export const METADATA_FIELD = "metadata";
export const ENVELOPE_FIELDS: ReadonlySet<string> = new Set([VALUE_FIELD, EXPIRES_AT_FIELD, METADATA_FIELD]);

/** The names of the properties that {@link isTakenOut} is about. */
export const TAKEN_OUT_NAMES: readonly string[] = [
  ...unmistakable.keys(),
  ...ordinary.keys(),
  ...besideValue.keys(),
].filter(isTakenOut);

/** The runtime's decoder, which migrated code may call by hand. */
export const DECODER = "decodeEnvelope";
/** Exports and methods of the runtime that also say when an entry ends, and how they call it. */
export const ENTRY_READERS: ReadonlySet<string> = new Set([DECODER, "getWithMetadata"]);
export const END_OF_ENTRY = "expiresAtMs";
/** The end of a helper's alias in a file that uses its name for something else. */
export const ALIAS_SUFFIX = "ForKv";
