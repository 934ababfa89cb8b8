// fast-check's generator of specs: independent choices first, then what can't go together is settled.
import * as fc from "fast-check";
import { LOOK_ALIKES, SHAPES, type Fields, type Operation, type Shape, type Spec } from "./spec.js";
import { MAX_DEPTH } from "./wrappers.js";

const name = fc.constantFrom("ada", "bob", "carol", "web", "mobile");
const object = fc.record({
  user: name,
  n: fc.integer({ min: -1000, max: 1000 }),
  roles: fc.array(name, { maxLength: 2 }),
});
const value: fc.Arbitrary<unknown> = fc.oneof(
  object,
  fc.string({ maxLength: 8 }),
  fc.integer({ min: -9, max: 9_999_999 }),
  fc.boolean(),
  fc.array(object, { maxLength: 2 }),
);

const operation: fc.Arbitrary<Operation> = fc.record({
  source: fc.constantFrom("parameter", "literal", "constant"),
  value,
  ttl: fc.option(
    fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 90_000 }) },
      { weight: 1, arbitrary: fc.constant(0) },
    ),
    { nil: undefined, freq: 4 },
  ),
  endsIn: fc.integer({ min: 1, max: 90_000 }),
  metadata: fc.record({ source: name, by: name }),
});

const fields: fc.Arbitrary<Fields> = fc.record({
  ttl: fc.option(fc.constantFrom("expiration_ttl", "expirationTtl", "ttl", "ttl_secs"), {
    nil: undefined,
    freq: 5,
  }),
  expiration: fc.nat(4).map((n) => n === 4),
  metadata: fc.nat(3).map((n) => n === 3),
  optionalTtl: fc.boolean(),
  condition: fc.constantFrom(undefined, "ternary", "and", "defined"),
  shorthand: fc.boolean(),
  quoted: fc.nat(4).map((n) => n === 4),
  multiline: fc.boolean(),
  order: fc.constantFrom("value-first", "value-first", "value-last"),
  naming: fc.constantFrom("inline", "inline", "inline", "object", "text", "assigned"),
  parameters: fc.constantFrom("positional", "positional", "options", "destructured"),
});

const wrapper = fc.record({
  style: fc.constantFrom("function", "arrow", "object", "class", "retry"),
  awaits: fc.boolean(),
});

const format = fc.record({
  indent: fc.constantFrom("  ", "    ", "\t"),
  quote: fc.constantFrom('"', "'"),
  semicolons: fc.boolean(),
  eol: fc.constantFrom("\n", "\n", "\r\n"),
  finalNewline: fc.nat(3).map((n) => n > 0),
  comments: fc.boolean(),
  bom: fc.nat(5).map((n) => n === 5),
});

const anySpec: fc.Arbitrary<Spec> = fc.record({
  shape: fc.constantFrom(...SHAPES),
  parsed: fc.boolean(),
  url: fc.constantFrom("template", "concat", "base"),
  wrappers: fc.array(wrapper, { minLength: MAX_DEPTH, maxLength: MAX_DEPTH }),
  writeDepth: fc.nat(MAX_DEPTH),
  readDepth: fc.nat(MAX_DEPTH),
  payloadAt: fc.nat(MAX_DEPTH + 1),
  unpackAt: fc.nat(MAX_DEPTH + 1),
  unpack: fc.constantFrom("member", "destructure", "then", "variable", "parse", "text"),
  missing: fc.constantFrom("null", "undefined", "throw"),
  missingTest: fc.constantFrom("404", "ok"),
  guard: fc.constantFrom("equal", "falsy", "conditional"),
  response: fc.constantFrom("awaited", "awaited", "chained"),
  modules: fc.constantFrom("ts-esm", "ts-bundler", "js-esm", "mjs", "cjs-object", "cjs-exports"),
  links: fc.array(
    fc.constantFrom("named", "named", "alias", "namespace", "default", "barrel", "star", "renamed"),
    { minLength: 1, maxLength: 5 },
  ),
  circular: fc.nat(4).map((n) => n === 4),
  format,
  fields,
  operations: fc.array(operation, { minLength: 1, maxLength: 2 }),
  notes: fc.boolean(),
  lookAlikes: fc.subarray([...LOOK_ALIKES]),
});

const isObject = (given: unknown): boolean => typeof given === "object" && !Array.isArray(given);

function settleFields(given: Fields): Fields {
  const ttl = given.ttl ?? (given.expiration || given.metadata ? undefined : "expiration_ttl");
  const optionalTtl = ttl !== undefined && given.optionalTtl;
  const order = given.naming === "assigned" ? "value-first" : given.order;
  return { ...given, ttl, optionalTtl, order, condition: optionalTtl ? given.condition : undefined };
}

/** Brings the choices together: the ones named first in a line give way to the ones after them. */
function settle(given: Spec): Spec {
  const settled = settleFields(given.fields);
  const payloadAt = Math.min(given.payloadAt, given.writeDepth + 1);
  const parsed = given.parsed && (given.shape === "request" || given.shape === "subclass");
  const unpack = parsed && given.unpack === "text" ? "parse" : given.unpack;
  const unpackAt = unpack === "text" ? 0 : Math.min(given.unpackAt, given.readDepth + 1);
  const builtAtCall = payloadAt === given.writeDepth + 1;
  const operations = given.operations.map((one) => {
    // At the call the payload holds what is known there: a literal is neither optional nor under a condition.
    const optional = settled.optionalTtl && !(builtAtCall && one.source !== "parameter");
    const falsy = settled.condition === "ternary" || settled.condition === "and";
    const ttl = optional && (one.ttl !== 0 || falsy) ? one.ttl : (one.ttl ?? 0) || 60;
    // All of the text is parsed: of a string's own text that is not what was meant.
    return {
      ...one,
      ttl,
      value: unpack === "parse" && !isObject(one.value) ? { all: one.value } : one.value,
    };
  });
  return {
    ...given,
    ...{ fields: settled, payloadAt, parsed, unpack, unpackAt, operations },
    circular: given.circular && !parsed,
    notes: given.notes && !parsed && payloadAt > 0 && (unpackAt > 0 || unpack === "text"),
  };
}

/** Specs of one shape, or of any. */
export const specs = (shape?: Shape): fc.Arbitrary<Spec> =>
  anySpec.map((spec) => settle(shape === undefined ? spec : { ...spec, shape }));
