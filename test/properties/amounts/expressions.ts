// Expressions in the place of a ttl: where a number or text comes from, and what a program makes of it on the way.
import * as fc from "fast-check";

/** What one call of a program is given: its third argument, and the environment. */
export interface Input {
  readonly given?: unknown;
  readonly env?: Readonly<Record<string, string>>;
}

/** Where an amount comes from. */
interface Source {
  readonly kind: "number" | "text";
  /** The expression. */
  readonly text: string;
  /** The third parameter as it is declared, if there is one. */
  readonly parameter?: string;
  readonly declarations?: readonly string[];
  readonly language: "js" | "ts" | "both";
  /** All that a run can meet, for a size of the amount. */
  readonly inputs: (size: number) => readonly Input[];
}

const given = (...all: readonly unknown[]): Input[] => all.map((each) => ({ given: each }));
const inEnvironment = (name: string, ...all: readonly (string | undefined)[]): Input[] =>
  all.map((each) => ({ env: each === undefined ? {} : { [name]: each } }));

const SOURCES: readonly Source[] = [
  {
    kind: "number",
    text: "given",
    parameter: "given",
    language: "js",
    inputs: (size) => given(size, undefined, null),
  },
  {
    kind: "number",
    text: "given",
    parameter: "given = 0",
    language: "js",
    inputs: (size) => given(size, undefined),
  },
  {
    kind: "number",
    text: "given",
    parameter: "given: number",
    language: "ts",
    inputs: (size) => given(size),
  },
  {
    kind: "number",
    text: "given",
    parameter: "given?: number",
    language: "ts",
    inputs: (size) => given(size, undefined),
  },
  {
    kind: "number",
    text: "given",
    parameter: "given: number | null",
    language: "ts",
    inputs: (size) => given(size, null),
  },
  {
    kind: "number",
    text: "given",
    parameter: "given: number | undefined = 0",
    language: "ts",
    inputs: (size) => given(size, undefined),
  },
  {
    kind: "text",
    text: "given",
    parameter: "given?: string",
    language: "ts",
    inputs: (size) => given(String(size), undefined),
  },
  {
    kind: "number",
    text: "given?.size",
    parameter: "given?: { size?: number }",
    language: "ts",
    inputs: (size) => given({ size }, {}, undefined),
  },
  {
    kind: "number",
    text: "sizeOf(given)",
    parameter: "given?: { size: number }",
    declarations: [
      "function sizeOf(of?: { size: number }): number | undefined {",
      "  return of === undefined ? undefined : of.size;",
      "}",
    ],
    language: "ts",
    inputs: (size) => given({ size }, undefined),
  },
  {
    kind: "number",
    text: "sizeOf(given)",
    parameter: "given",
    declarations: ["const sizeOf = (of) => {", "  if (of) return of.size;", "};"],
    language: "js",
    inputs: (size) => given({ size }, undefined),
  },
  {
    kind: "text",
    text: "process.env.SIZE",
    language: "both",
    inputs: (size) => inEnvironment("SIZE", String(size), undefined, ""),
  },
  {
    kind: "text",
    text: "size",
    declarations: ["const { SIZE: size } = process.env;"],
    language: "both",
    inputs: (size) => inEnvironment("SIZE", String(size), undefined, ""),
  },
  {
    kind: "text",
    text: "size",
    declarations: ['const { SIZE: size = "90" } = process.env;'],
    language: "both",
    inputs: (size) => inEnvironment("SIZE", String(size), undefined),
  },
  {
    kind: "text",
    text: "settings.size",
    declarations: ["const settings = { size: process.env.SIZE };"],
    language: "both",
    inputs: (size) => inEnvironment("SIZE", String(size), undefined),
  },
  {
    kind: "text",
    text: 'new URL(given.url).searchParams.get("size")',
    parameter: "given",
    language: "js",
    inputs: (size) =>
      given(...[`?size=${size}`, "", "?size="].map((query) => ({ url: `https://example.com/${query}` }))),
  },
  {
    kind: "text",
    text: 'given.headers.get("x-size")',
    parameter: "given: { headers: Headers }",
    language: "ts",
    inputs: (size) => given({ headers: new Headers({ "x-size": String(size) }) }, { headers: new Headers() }),
  },
  {
    kind: "text",
    text: "given.query.size",
    parameter: "given",
    language: "js",
    inputs: (size) => given({ query: { size: String(size) } }, { query: {} }),
  },
];

/** What a program makes of an amount. */
interface Step {
  readonly of: "number" | "text" | "any";
  readonly gives: "number" | "text" | "same";
  readonly wrap: (inner: string) => string;
}

const STEPS: readonly Step[] = [
  { of: "number", gives: "number", wrap: (inner) => `Math.round(${inner})` },
  { of: "number", gives: "number", wrap: (inner) => `(${inner}) * 2` },
  { of: "number", gives: "number", wrap: (inner) => `(${inner}) + 30` },
  { of: "number", gives: "text", wrap: (inner) => `(${inner}).toFixed(0)` },
  { of: "number", gives: "text", wrap: (inner) => `String(${inner})` },
  { of: "number", gives: "text", wrap: (inner) => `\`\${${inner}}\`` },
  { of: "number", gives: "text", wrap: (inner) => `(${inner}) + ""` },
  { of: "text", gives: "number", wrap: (inner) => `Number(${inner})` },
  { of: "text", gives: "number", wrap: (inner) => `parseInt(${inner}, 10)` },
  { of: "text", gives: "number", wrap: (inner) => `+(${inner})` },
  { of: "text", gives: "text", wrap: (inner) => `(${inner}).trim()` },
  { of: "text", gives: "text", wrap: (inner) => `(${inner})?.trim()` },
  { of: "any", gives: "same", wrap: (inner) => `(${inner} ?? 60)` },
  { of: "any", gives: "same", wrap: (inner) => `(${inner} || 60)` },
  { of: "any", gives: "same", wrap: (inner) => `(${inner} ?? 0)` },
  { of: "any", gives: "same", wrap: (inner) => `(${inner} || undefined)` },
  { of: "any", gives: "same", wrap: (inner) => `(${inner} || null)` },
  { of: "any", gives: "same", wrap: (inner) => `(${inner} ? ${inner} : undefined)` },
  { of: "any", gives: "same", wrap: (inner) => `(${inner} ? ${inner} : 0)` },
  { of: "any", gives: "same", wrap: (inner) => `(${inner} ? ${inner} : NaN)` },
  { of: "any", gives: "same", wrap: (inner) => `(${inner} && ${inner})` },
  { of: "any", gives: "same", wrap: (inner) => `(${inner} !== undefined ? ${inner} : null)` },
  { of: "any", gives: "same", wrap: (inner) => `(${inner} == null ? undefined : ${inner})` },
];

/** An expression, and what its program has to declare and can be given. */
export interface Expression {
  readonly text: string;
  /** What it starts from: a condition of the program may ask for it. */
  readonly source: string;
  readonly parameter: string | undefined;
  readonly declarations: readonly string[];
  readonly language: "js" | "ts";
  readonly inputs: (size: number) => readonly Input[];
}

const steps = fc.array(fc.nat(), { maxLength: 3 });

export const expressions: fc.Arbitrary<Expression> = fc
  .record({ source: fc.constantFrom(...SOURCES), steps, isTyped: fc.boolean() })
  .map(({ source, steps: picks, isTyped }) => {
    let kind = source.kind;
    let { text } = source;
    for (const pick of picks) {
      const fitting = STEPS.filter(({ of }) => of === "any" || of === kind);
      const step = fitting[pick % fitting.length];
      if (step === undefined) continue;
      text = step.wrap(text);
      if (step.gives !== "same") kind = step.gives;
    }
    const language = source.language === "both" ? (isTyped ? "ts" : "js") : source.language;
    const { declarations = [], parameter, inputs } = source;
    return { text, source: source.text, parameter, declarations, language, inputs };
  });
