// Programs of one file that write with a ttl, an absolute end and metadata, and read it back.
import * as fc from "fast-check";
import { expressions, type Expression, type Input } from "./expressions.js";

/** The program's time: that of its first call. */
export const NOW = Date.UTC(2026, 5, 1, 12);
/** The seconds that a ttl is given in the environment, in an argument, in a request. */
const SIZE = 90;

const PLACES = [
  "inline",
  "and",
  "defined",
  "ternary",
  "variable",
  "object",
  "choice",
  "assigned",
  "shorthand",
] as const;
const METADATA = ["none", "none", "parameter", "and", "or null", "fixed"] as const;
const FIELDS = ["ttl", "ttl", "expiration", "both"] as const;

export interface AmountSpec {
  readonly expression: Expression;
  readonly place: (typeof PLACES)[number];
  readonly fields: (typeof FIELDS)[number];
  readonly metadata: (typeof METADATA)[number];
  readonly ttlName: string;
  /** Whether an absolute end is reckoned from now, or comes from outside as it is. */
  readonly isSum: boolean;
  readonly value: unknown;
}

export const amountSpecs: fc.Arbitrary<AmountSpec> = fc.record({
  expression: expressions,
  place: fc.constantFrom(...PLACES),
  fields: fc.constantFrom(...FIELDS),
  metadata: fc.constantFrom(...METADATA),
  ttlName: fc.constantFrom("expiration_ttl", "expirationTtl", "ttl"),
  isSum: fc.boolean(),
  value: fc.constantFrom({ a: 1 }, "text", "042731", 5, [1]),
});

const END = Math.floor(NOW / 1000) + SIZE;

/** What the calls of a program are given, one after the other. */
export const inputsOf = ({ expression, fields, isSum }: AmountSpec): readonly Input[] =>
  expression.inputs(fields === "expiration" && !isSum ? END : SIZE);

/** What is given as metadata. */
export const metadataOf = ({ metadata }: AmountSpec): readonly unknown[] =>
  metadata === "none" || metadata === "fixed" ? [undefined] : [undefined, null, { by: "ada" }];

interface Body {
  /** What stands before the call. */
  readonly before: readonly string[];
  readonly object: string;
}

/** The object that is written, and what leads to it. */
function bodyOf({ expression, place, fields, metadata, ttlName, isSum }: AmountSpec): Body {
  const { text, source } = expression;
  const now = "Math.floor(Date.now() / 1000)";
  const name = fields === "expiration" ? "expiration" : ttlName;
  const amount = fields === "expiration" && isSum ? `${now} + ${text}` : text;
  const others = [
    ...(fields === "both" ? [`expiration: ${now} + 600`] : []),
    ...{
      none: [],
      parameter: ["metadata"],
      and: ["...(metadata && { metadata })"],
      "or null": ["metadata: metadata ?? null"],
      fixed: ['metadata: { by: "bob" }'],
    }[metadata],
  ];
  const literal = (...fieldTexts: readonly string[]): string =>
    `{ ${["value", ...fieldTexts, ...others].join(", ")} }`;
  const field = `${name}: ${amount}`;
  switch (place) {
    case "inline":
      return { before: [], object: literal(field) };
    case "and":
      return { before: [], object: literal(`...(${source} && { ${field} })`) };
    case "defined":
      return { before: [], object: literal(`...(${source} !== undefined && { ${field} })`) };
    case "ternary":
      return { before: [], object: literal(`...(${source} ? { ${field} } : {})`) };
    case "variable":
      return { before: [`const amount = ${amount};`], object: literal(`${name}: amount`) };
    case "shorthand":
      return { before: [`const ${name} = ${amount};`], object: literal(name) };
    case "object":
      return { before: [`const payload = ${literal(field)};`], object: "payload" };
    case "choice":
      return {
        before: [`const payload = ${source} ? ${literal(field)} : ${literal()};`],
        object: "payload",
      };
    case "assigned":
      return {
        before: [`const payload = ${literal()};`, `if (${source}) payload.${name} = ${amount};`],
        object: "payload",
      };
  }
}

/** The program's one file: its path, and its text. */
export function renderAmounts(spec: AmountSpec): { readonly path: string; readonly text: string } {
  const { expression } = spec;
  const isTyped = expression.language === "ts";
  const typed = (name: string, type: string): string => (isTyped ? `${name}: ${type}` : name);
  const { before, object } = bodyOf(spec);
  const parameters = [
    typed("key", "string"),
    typed("value", "unknown"),
    expression.parameter ?? typed("_given", "unknown"),
    isTyped ? "metadata?: object | null" : "metadata",
  ];
  const lines = [
    "const base = `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/`;",
    "const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };",
    ...expression.declarations,
    "",
    `export async function put(${parameters.join(", ")}) {`,
    ...before.map((line) => `  ${line}`),
    `  const res = await fetch(base + key, { method: "PUT", headers, body: JSON.stringify(${object}) });`,
    "  if (!res.ok) throw new Error(String(res.status));",
    "}",
    "",
    `export async function get(${typed("key", "string")}) {`,
    "  const res = await fetch(base + key, { headers });",
    "  if (!res.ok) return null;",
    "  const entry = await res.json();",
    '  return { value: entry.value, metadata: entry.metadata ?? null, tagged: "metadata" in entry };',
    "}",
    "",
  ];
  return { path: isTyped ? "kv.ts" : "kv.js", text: lines.join("\n") };
}
