// The entry module: the operations that a program offers, over its highest writer and reader.
import type { Draft } from "./draft.js";
import { partsOf, writerParameters, writerScope, type Scope } from "./fields.js";
import { openBelow } from "./opening.js";
import { readType, type Context, type Pair } from "./raw-store.js";
import type { Fields, Operation } from "./spec.js";
import { writeCall } from "./wrappers.js";

/** What the operations are called, and where they keep their entries. */
export const NAMES = [
  { save: "saveSession", load: "loadSession", prefix: "session/", constant: "SESSION" },
  { save: "saveCode", load: "loadCode", prefix: "code/", constant: "CODE" },
] as const;

export const NOTES = { save: "saveNote", load: "loadNote", prefix: "note/" } as const;

export const ENTRY = "src/main";

/** Where the value's companions come from at the call: parameters, literals, constants of another module. */
function scopeOf(
  { linker, spec }: Context,
  draft: Draft,
  { source, ttl, endsIn, metadata }: Operation,
  constant: string,
): Scope {
  const { fields } = spec;
  if (source === "parameter") return writerScope(fields, "own");
  const parts = partsOf(fields);
  const labels = `{ ${Object.entries(metadata)
    .map(([name, label]) => `${name}: ${JSON.stringify(label)}`)
    .join(", ")} }`;
  const shared = (name: string, expression: string): string => {
    const module = linker.module("src/config/limits");
    if (!module.has(name)) module.constant(name, expression);
    return linker.use(draft, module.path, name);
  };
  const given = (name: string, expression: string): string =>
    source === "constant" ? shared(`${constant}_${name}`, expression) : expression;
  return {
    value: "value",
    ...(fields.ttl === undefined || ttl === undefined ? {} : { ttl: given("SECONDS", `${ttl}`) }),
    ...(parts.includes("expiration") ? { expiration: `Math.floor(Date.now() / 1000) + ${endsIn}` } : {}),
    ...(parts.includes("metadata") ? { metadata: given("LABELS", labels) } : {}),
    optionalTtl: false,
  };
}

/** The arguments behind id and value by which a scenario calls an operation's save. */
export function saveArguments(
  fields: Fields,
  { source, ttl, endsIn, metadata }: Operation,
  nowMs: number,
): unknown[] {
  if (source !== "parameter") return [];
  const parts = { ttl, expiration: nowMs / 1000 + endsIn, metadata };
  return partsOf(fields).map((part) => parts[part]);
}

export function addEntry(context: Context, top: Pair, rawest: Pair): void {
  const { spec, linker } = context;
  const draft = linker.module(ENTRY);
  const style = spec.fields.multiline ? "function" : "arrow";
  const id = `id${draft.type(": string")}`;
  spec.operations.forEach((operation, index) => {
    const names = NAMES[index];
    if (!names) return;
    const height = spec.writeDepth + 1;
    const { statements, call } = writeCall(
      context,
      draft,
      height,
      top,
      scopeOf(context, draft, operation, names.constant),
    );
    const own = operation.source === "parameter" ? writerParameters(spec.fields, draft, "own") : "";
    const key = `\`${names.prefix}\${id}\``;
    const body = statements + `await ${call.replace("(key, ", `(${key}, `)};`;
    draft.function(
      {
        name: names.save,
        async: true,
        parameters: `${id}, value${draft.type(": unknown")}${own}`,
        returns: "Promise<void>",
        body,
      },
      style,
    );

    const read = `${top.get(draft)}(${key})`;
    const opened = spec.unpackAt === spec.readDepth + 1;
    draft.function(
      {
        name: names.load,
        async: opened,
        parameters: id,
        returns: readType(spec, spec.readDepth + 1),
        body: opened ? openBelow(read, spec) : `return ${read};`,
      },
      style,
    );
  });
  if (spec.notes) {
    const key = `\`${NOTES.prefix}\${id}\``;
    draft.function(
      {
        name: NOTES.save,
        parameters: `${id}, text${draft.type(": string")}`,
        returns: "Promise<void>",
        body: `return ${rawest.put(draft)}(${key}, text);`,
      },
      style,
    );
    draft.function(
      {
        name: NOTES.load,
        parameters: id,
        returns: readType(spec, 0),
        body: `return ${rawest.get(draft)}(${key});`,
      },
      style,
    );
  }
}
