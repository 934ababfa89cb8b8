// The functions between the raw ones and the entry module, each height in a file of its own.
import type { Draft, FunctionText } from "./draft.js";
import { payload, writerArguments, writerParameters, writerScope } from "./fields.js";
import { indented } from "./format.js";
import { openBelow } from "./opening.js";
import { readType, type Context, type Pair } from "./raw-store.js";
import { retryIn } from "./requests.js";
import type { Wrapper } from "./spec.js";

const HEIGHTS = [
  { path: "src/store/entries", put: "putEntry", get: "getEntry", object: "entries", class: "Entries" },
  { path: "src/lib/records", put: "keep", get: "recall", object: "records", class: "Records" },
  { path: "src/services/vault", put: "persist", get: "lookup", object: "vault", class: "Vault" },
] as const;

export const MAX_DEPTH = HEIGHTS.length;

/** The call of the writer below, and the statements before it, in a function of this height. */
export function writeCall(
  context: Context,
  draft: Draft,
  height: number,
  below: Pair,
  scope: ReturnType<typeof writerScope>,
): { readonly statements: string; readonly call: string } {
  const { spec, migrated } = context;
  const put = below.put(draft);
  if (spec.payloadAt < height)
    return { statements: "", call: `${put}(key, ${writerArguments(spec.fields, scope)})` };
  if (spec.payloadAt > height)
    return { statements: "", call: `${put}(key, ${spec.parsed ? "entry" : "body"})` };
  const { statements, expression } = payload(spec, scope, draft, migrated);
  return { statements, call: `${put}(key, ${expression})` };
}

function writeFunction(
  context: Context,
  draft: Draft,
  height: number,
  name: string,
  below: Pair,
  { style, awaits }: Wrapper,
): FunctionText {
  const { spec } = context;
  const { statements, call } = writeCall(context, draft, height, below, writerScope(spec.fields, "shared"));
  const guarded = style === "retry" ? `${retryIn(context.linker, draft)}(() => ${call})` : call;
  const given =
    spec.payloadAt <= height
      ? `value${draft.type(": unknown")}${writerParameters(spec.fields, draft, "shared")}`
      : spec.parsed
        ? `entry${draft.type(": unknown")}`
        : `body${draft.type(": string")}`;
  const body = `${statements}${awaits ? "await" : "return"} ${guarded};`;
  return {
    name,
    async: awaits,
    parameters: `key${draft.type(": string")}, ${given}`,
    returns: "Promise<void>",
    body,
  };
}

function readFunction(
  context: Context,
  draft: Draft,
  height: number,
  name: string,
  below: Pair,
  { style, awaits }: Wrapper,
): FunctionText {
  const { spec } = context;
  const call = `${below.get(draft)}(key)`;
  const guarded = style === "retry" ? `${retryIn(context.linker, draft)}(() => ${call})` : call;
  const shape = { name, parameters: `key${draft.type(": string")}`, returns: readType(spec, height) };
  if (spec.unpackAt === height) return { ...shape, async: true, body: openBelow(guarded, spec) };
  if (!awaits) return { ...shape, body: `return ${guarded};` };
  return { ...shape, async: true, body: `const found = await ${guarded};\nreturn found;` };
}

/** Adds one height over `below`; what the height does not have is what is below. */
export function addWrapper(context: Context, height: number, below: Pair): Pair {
  const { spec, linker } = context;
  const names = HEIGHTS[height - 1];
  const wrapper = spec.wrappers[height - 1];
  const writes = spec.writeDepth >= height;
  const reads = spec.readDepth >= height;
  if (!names || !wrapper || (!writes && !reads)) return below;
  const draft = linker.module(names.path);
  const texts: FunctionText[] = [];
  if (writes) texts.push(writeFunction(context, draft, height, names.put, below, wrapper));
  if (reads) texts.push(readFunction(context, draft, height, names.get, below, wrapper));

  let held: string | undefined;
  if (wrapper.style === "object") {
    held = names.object;
    draft.constant(held, `{\n${indented(texts.map((text) => `${draft.method(text)},`).join("\n"))}\n}`);
  } else if (wrapper.style === "class") {
    held = names.object;
    draft.class(names.class, "", texts.map((text) => draft.method(text)).join("\n\n"));
    draft.constant(held, `new ${names.class}()`);
  } else for (const text of texts) draft.function(text, wrapper.style === "arrow" ? "arrow" : "function");

  const called =
    (name: string) =>
    (into: Draft): string =>
      held === undefined
        ? linker.use(into, draft.path, name)
        : `${linker.use(into, draft.path, held)}.${name}`;
  return { put: writes ? called(names.put) : below.put, get: reads ? called(names.get) : below.get };
}
