// What goes beside the value: as parameters of writers, as arguments of calls, and as the payload's properties.
import type { Draft } from "./draft.js";
import { indented } from "./format.js";
import type { Fields, Spec } from "./spec.js";

type Part = "ttl" | "expiration" | "metadata";

/** The expressions by which the value and what goes with it are known in one place; absent: not there. */
export interface Scope {
  readonly value: string;
  readonly ttl?: string | undefined;
  readonly expiration?: string | undefined;
  readonly metadata?: string | undefined;
  /** Whether the ttl may be left out there. */
  readonly optionalTtl: boolean;
}

/** How a parameter for a part is named. */
function nameOf(part: Part, { shorthand, ttl }: Fields): string {
  if (shorthand) return part === "ttl" ? (ttl ?? "ttl") : part;
  return { ttl: "seconds", expiration: "endsAt", metadata: "labels" }[part];
}

/** The parts that a payload has; the one that may be left out comes last. */
export function partsOf({ ttl, expiration, metadata }: Fields): Part[] {
  const rest: Part[] = [
    ...(expiration ? (["expiration"] as const) : []),
    ...(metadata ? (["metadata"] as const) : []),
  ];
  return ttl === undefined ? rest : [...rest, "ttl"];
}

const typed = (part: Part, fields: Fields, draft: Draft): string => {
  const optional = part === "ttl" && fields.optionalTtl ? "?" : "";
  return (
    nameOf(part, fields) +
    draft.type(`${optional}: ${part === "metadata" ? "Record<string, string>" : "number"}`)
  );
};

/** The parameters of a writer behind its key and value; `own`: the entry's functions take them one by one. */
export function writerParameters(fields: Fields, draft: Draft, own: "own" | "shared"): string {
  const parts = partsOf(fields);
  if (own === "own" || fields.parameters === "positional")
    return parts.map((part) => `, ${typed(part, fields, draft)}`).join("");
  const type = draft.type(`: { ${parts.map((part) => typed(part, fields, draft)).join("; ")} }`);
  const fallback = parts.length === 1 && fields.ttl !== undefined && fields.optionalTtl ? " = {}" : "";
  if (fields.parameters === "options") return `, options${type}${fallback}`;
  return `, { ${parts.map((part) => nameOf(part, fields)).join(", ")} }${type}${fallback}`;
}

/** What a writer's parameters are called inside it. */
export function writerScope(fields: Fields, own: "own" | "shared"): Scope {
  const prefix = own === "shared" && fields.parameters === "options" ? "options." : "";
  const parts = Object.fromEntries(partsOf(fields).map((part) => [part, prefix + nameOf(part, fields)]));
  return { value: "value", ...parts, optionalTtl: fields.optionalTtl };
}

/** The arguments behind the key for the next writer down, which takes the value and its parts. */
export function writerArguments(fields: Fields, scope: Scope): string {
  const given = partsOf(fields).flatMap((part) =>
    scope[part] === undefined ? [] : [[nameOf(part, fields), scope[part]] as const],
  );
  if (fields.parameters === "positional")
    return [scope.value, ...given.map(([, expression]) => expression)].join(", ");
  const handsOn =
    fields.parameters === "options" &&
    given.length > 0 &&
    given.every(([name, expression]) => expression === `options.${name}`);
  if (handsOn) return `${scope.value}, options`;
  if (given.length === 0) return scope.value;
  return `${scope.value}, { ${given.map(([name, expression]) => (name === expression ? name : `${name}: ${expression}`)).join(", ")} }`;
}

function properties(fields: Fields, scope: Scope): string[] {
  const property = (name: string, expression: string): string => {
    if (fields.quoted) return `"${name}": ${expression}`;
    return name === expression ? name : `${name}: ${expression}`;
  };
  const beside: string[] = [];
  if (fields.ttl !== undefined && scope.ttl !== undefined) {
    const plain = property(fields.ttl, scope.ttl);
    const condition = scope.optionalTtl ? fields.condition : undefined;
    if (condition === undefined) beside.push(plain);
    else if (condition === "and") beside.push(`...(${scope.ttl} && { ${plain} })`);
    else
      beside.push(`...(${scope.ttl}${condition === "defined" ? " !== undefined" : ""} ? { ${plain} } : {})`);
  }
  if (scope.expiration !== undefined) beside.push(property("expiration", scope.expiration));
  if (scope.metadata !== undefined) beside.push(property("metadata", scope.metadata));
  const value = property("value", scope.value);
  return fields.order === "value-first" ? [value, ...beside] : [...beside, value];
}

/** An object that gets its fields one by one. */
function assignments(fields: Fields, scope: Scope, draft: Draft): string {
  const lines = partsOf(fields).flatMap((part) => {
    const expression = scope[part];
    if (expression === undefined) return [];
    const name = part === "ttl" ? (fields.ttl ?? part) : part;
    const line = `payload${fields.quoted ? `["${name}"]` : `.${name}`} = ${expression};`;
    const condition = part === "ttl" && scope.optionalTtl ? fields.condition : undefined;
    if (condition === undefined) return [line];
    return [`if (${expression}${condition === "defined" ? " !== undefined" : ""}) ${line}`];
  });
  return `const payload${draft.type(": Record<string, unknown>")} = { ${scope.value === "value" ? "value" : `value: ${scope.value}`} };\n${lines.join("\n")}\n`;
}

function literal(fields: Fields, scope: Scope): string {
  const parts = properties(fields, scope);
  if (!fields.multiline) return `{ ${parts.join(", ")} }`;
  const lines = parts.map((part, index) => `${part},${index === 0 ? " // as the API reference has it" : ""}`);
  return `{\n${indented(["// what the store keeps", ...lines].join("\n"))}\n}`;
}

function envelopeOptions(fields: Fields, scope: Scope): string {
  const { ttl, expiration, metadata } = scope;
  const truthy = scope.optionalTtl && (fields.condition === "ternary" || fields.condition === "and");
  const end = `expiresAtMs: (${expiration}) * 1000`;
  const parts: string[] = [];
  if (ttl !== undefined && scope.optionalTtl && expiration !== undefined)
    parts.push(`...(${ttl} ? { ttlSeconds: ${ttl} } : { ${end} })`);
  else if (ttl !== undefined) parts.push(`ttlSeconds: ${ttl}${truthy ? " || undefined" : ""}`);
  else if (expiration !== undefined) parts.push(end);
  if (metadata !== undefined) parts.push(`metadata: ${metadata}`);
  return `{ ${parts.join(", ")} }`;
}

/** Builds what is stored: statements that come first, and the expression for it. */
export function payload(
  spec: Spec,
  scope: Scope,
  draft: Draft,
  migrated: Migrated | undefined,
): { readonly statements: string; readonly expression: string } {
  const { fields, parsed } = spec;
  if (migrated) {
    const helper = migrated.helper(draft, parsed ? "toEnvelope" : "encodeEnvelope");
    return { statements: "", expression: `${helper}(${scope.value}, ${envelopeOptions(fields, scope)})` };
  }
  const wrap = (text: string): string => (parsed ? text : `JSON.stringify(${text})`);
  if (fields.naming === "assigned")
    return { statements: assignments(fields, scope, draft), expression: wrap("payload") };
  const object = literal(fields, scope);
  if (fields.naming === "inline") return { statements: "", expression: wrap(object) };
  if (fields.naming === "object")
    return { statements: `const payload = ${object};\n`, expression: wrap("payload") };
  return { statements: `const stored = ${wrap(object)};\n`, expression: "stored" };
}

/** Renders the program as it is to be once migrated: the reference that proves the model right. */
export interface Migrated {
  /** The local name of a helper of the runtime, imported. */
  helper(draft: Draft, name: string): string;
  /** `expression`, a promise of what the raw read gives, made tolerant. */
  tolerant(draft: Draft, expression: string): string;
}
