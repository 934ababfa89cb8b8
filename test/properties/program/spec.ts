// What one generated program is made of. Every choice is independent of the others unless it says so; choices that can't
// go together are resolved by `settle` in arbitrary.ts.

/** What holds the raw write and read, and what they send their requests with. */
export const SHAPES = [
  "fetch",
  "url-helper",
  "class",
  "factory",
  "request",
  "subclass",
  "object",
  "curried",
  "retry",
] as const;
export type Shape = (typeof SHAPES)[number];

export type ModuleStyle = "ts-esm" | "ts-bundler" | "js-esm" | "mjs" | "cjs-object" | "cjs-exports";

/** How one module gets at a name of another. */
export type Link = "named" | "alias" | "namespace" | "default" | "barrel" | "star" | "renamed";

export interface Format {
  readonly indent: "  " | "    " | "\t";
  readonly quote: '"' | "'";
  readonly semicolons: boolean;
  readonly eol: "\n" | "\r\n";
  readonly finalNewline: boolean;
  readonly comments: boolean;
  readonly bom: boolean;
}

type TtlField = "expiration_ttl" | "expirationTtl" | "ttl" | "ttl_secs";
type Condition = "ternary" | "and" | "defined";

/** The fields of the payload, and how they are spelled. */
export interface Fields {
  readonly ttl: TtlField | undefined;
  readonly expiration: boolean;
  readonly metadata: boolean;
  /** The ttl can be left out by callers. Not where the payload is built at the call. */
  readonly optionalTtl: boolean;
  /** `...(ttl ? { expiration_ttl: ttl } : {})` and its like; only with `optionalTtl`. */
  readonly condition: Condition | undefined;
  /** Parameters are named like the fields. */
  readonly shorthand: boolean;
  readonly quoted: boolean;
  readonly multiline: boolean;
  readonly order: "value-first" | "value-last";
  /** Whether the payload gets a name before it goes into the call; `assigned`: its fields come one by one. */
  readonly naming: "inline" | "object" | "text" | "assigned";
  /** How writers take what is beside the value. */
  readonly parameters: "positional" | "options" | "destructured";
}

type WrapperStyle = "function" | "arrow" | "object" | "class" | "retry";

export interface Wrapper {
  readonly style: WrapperStyle;
  readonly awaits: boolean;
}

/** Where and how the stored text is opened: `text` hands it on, `parse` takes all of it for the value. */
export type Unpack = "member" | "destructure" | "then" | "variable" | "parse" | "text";

export type Guard = "equal" | "falsy" | "conditional";

/** What stands for a missing key. */
export type Missing = "null" | "undefined" | "throw";

/** Where an operation's ttl, end and metadata come from. */
type Source = "parameter" | "literal" | "constant";

export interface Operation {
  readonly source: Source;
  readonly value: unknown;
  /** `undefined` only where the ttl is optional, 0 only where a condition on its truth keeps it out. */
  readonly ttl: number | undefined;
  /** Seconds from the start until the absolute end. */
  readonly endsIn: number;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Spec {
  readonly shape: Shape;
  /** The client makes JSON of objects, and objects of JSON: for `request` and `subclass` alone. */
  readonly parsed: boolean;
  readonly url: "template" | "concat" | "base";
  /** The wrappers from the raw functions up; write and read go through so many of them. */
  readonly wrappers: readonly Wrapper[];
  readonly writeDepth: number;
  readonly readDepth: number;
  /** 0: in the raw write; n: in the nth wrapper; `writeDepth + 1`: at the call in the entry module. */
  readonly payloadAt: number;
  /** As `payloadAt`, for the read. */
  readonly unpackAt: number;
  readonly unpack: Unpack;
  readonly missing: Missing;
  /** How a missing key is found: by the status 404, or by `!res.ok`. */
  readonly missingTest: "404" | "ok";
  /** How a function above the raw read asks whether there is something to open. */
  readonly guard: Guard;
  /** Whether the raw functions wait for the response, or go on behind it with `.then`. */
  readonly response: "awaited" | "chained";
  readonly modules: ModuleStyle;
  /** Taken in turn by the imports of the program. */
  readonly links: readonly Link[];
  readonly circular: boolean;
  readonly format: Format;
  readonly fields: Fields;
  /** One or two, of which each has its own key prefix, save and load. */
  readonly operations: readonly Operation[];
  /** A third pair of functions that stores texts of its own as they are, where the writer takes text. */
  readonly notes: boolean;
  readonly lookAlikes: readonly LookAlike[];
}

export const LOOK_ALIKES = ["cloudflare", "cache", "stripe"] as const;
export type LookAlike = (typeof LOOK_ALIKES)[number];

export const isTypeScript = ({ modules }: Spec): boolean => modules === "ts-esm" || modules === "ts-bundler";
export const isCommonJs = ({ modules }: Spec): boolean =>
  modules === "cjs-object" || modules === "cjs-exports";
