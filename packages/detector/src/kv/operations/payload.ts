import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { memberName, peel } from "../../syntax/nodes.js";
import { globalPath, rowsOfMethod } from "../../flow/steps/built-ins.js";
import type { BodyEncoding } from "../../http/styles.js";
import { merge } from "../../eval/objects/shape.js";
import type { Shape } from "../../eval/objects/shape.js";
import { originsOf } from "../../eval/origin.js";
import type { Bound, AbstractValue } from "../../eval/call-context.js";
import { carriedBy } from "./carried-text.js";
import type { Maker } from "./carried-text.js";
import { flatten } from "../../eval/text/pattern.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import type { SentBody } from "../requests/key-request.js";
import { passedElsewhere } from "./passed-elsewhere.js";
import { builtLiteral, givenObject } from "./given-object.js";
import type { GivenObject } from "./given-object.js";
import { isUnmistakable, VALUE_FIELD } from "../vocabulary.js";

/** What a write hands to the service as the value. */
export type Payload =
  | {
      readonly kind: "object";
      /** What a rewrite replaces: the `JSON.stringify(…)` call, or the object where the client serialises it. */
      readonly site: Bound;
      /** `text`: the site gives the body's text; `object`: somebody else serialises it. */
      readonly form: "text" | "object";
      /** The object as the site has it: a literal, or the variable that holds it. */
      readonly object: Bound;
      readonly shape: Shape;
      /** Whether an annotation between object and body names the object's fields: an envelope would not fit it. */
      readonly closedType: boolean;
      /** The call of `JSON.stringify` through which the object goes; `undefined` where the client serialises it. */
      readonly stringify: TSESTree.CallExpression | undefined;
      /**
       * Where `JSON.stringify` is handed on and others run it, `pipe(toPayload, JSON.stringify)`: what else goes through
       * there is not seen.
       */
      readonly indirect?: TSESTree.Node;
      /** What spells the text another way before it is sent: in base64, compressed. */
      readonly respelling?: TSESTree.Node;
      /** The calls that send what the client puts together, where they are several. */
      readonly sending?: readonly TSESTree.CallExpression[];
    }
  | {
      readonly kind: "multipart";
      readonly node: TSESTree.Node;
      /** Of an object that the client sends as a form: its fields. */
      readonly shape?: Shape;
    }
  /** JSON written by hand as text. */
  | { readonly kind: "handwritten"; readonly node: TSESTree.Node; readonly names: readonly string[] }
  /** Anything else; `isBytes` where it is evidently not text. */
  | { readonly kind: "opaque"; readonly isBytes: boolean };

const OPAQUE: Payload = { kind: "opaque", isBytes: false };

/** Reads the value of a write: through `JSON.stringify`, `Buffer.from`, `TextEncoder`, `Blob`, constants and parameters. */
export function readPayload(context: Context, body: Bound, encoding: BodyEncoding): Payload {
  if (encoding === "form") return { kind: "multipart", node: body.node, shape: context.shapes.shapeOf(body) };
  if (encoding !== "text") {
    const direct = readObject(context, body, undefined);
    if (direct?.kind === "object" && (direct.shape.entries.length > 0 || encoding === "json")) return direct;
  }
  for (const value of context.resolver.follow(body)) {
    const payload = readValue(context, value);
    if (payload !== OPAQUE) return payload;
  }
  return OPAQUE;
}

/** What else the same body can be: the other arm of `compressed ? encode(JSON.stringify(…)) : JSON.stringify(…)`. */
export function otherPayloads(
  context: Context,
  { bound, encoding, others = [] }: SentBody,
  first: Payload,
): Payload[] {
  const arms =
    encoding === "text" && first.kind === "object" && first.form === "text"
      ? context.resolver.follow(bound).map((value) => readValue(context, value))
      : [];
  const sites = new Set(first.kind === "object" ? [first.site.node] : []);
  return [...arms, ...others.map((each) => readPayload(context, each, encoding))].filter((payload) => {
    if (payload.kind !== "object" || sites.has(payload.site.node)) return false;
    sites.add(payload.site.node);
    return true;
  });
}

/** Whether it is the body of a write request whatever it is sent to: a value, and a field that no other data has. */
export const isFullPayload = (payload: Payload): boolean =>
  payload.kind === "object" && isFullShape(payload.shape);

function isFullShape({ entries }: Shape): boolean {
  const names = entries.map(({ name }) => name);
  return names.includes(VALUE_FIELD) && names.some(isUnmistakable);
}

function readValue(context: Context, value: AbstractValue): Payload {
  const { node, callContext, path } = value;
  const isMaker = node.type === "CallExpression" || node.type === "NewExpression";
  const handed = node.type === "CallExpression" ? readHanded(context, value, node) : undefined;
  if (handed !== undefined) return handed;
  if (path.length > 0) return isMaker ? readCarried(context, value, node) : OPAQUE;
  switch (node.type) {
    case "CallExpression":
    case "NewExpression": {
      const [first] = node.arguments;
      const { callee } = node;
      const isSameText =
        callee.type === "MemberExpression" && rowsOfMethod("text", memberName(callee) ?? "") !== undefined;
      if (node.type === "CallExpression" && isSameText && node.arguments.length === 0)
        return readPayload(context, { node: callee.object, callContext }, "text");
      if (isFormData(context, value)) return { kind: "multipart", node };
      if (first !== undefined && first.type !== "SpreadElement" && isStringify(context, value))
        return readStringified(context, { node: first, callContext }, value);
      return readCarried(context, value, node);
    }
    case "TemplateLiteral":
    case "Literal":
    case "BinaryExpression": {
      const only = soleText(node);
      const payload = only === undefined ? OPAQUE : readPayload(context, { node: only, callContext }, "text");
      return payload === OPAQUE ? readHandwritten(context, value) : payload;
    }
    default:
      return OPAQUE;
  }
}

/** The one expression of a template or concatenation whose other parts are white space. */
function soleText(
  node: TSESTree.TemplateLiteral | TSESTree.Literal | TSESTree.BinaryExpression,
): TSESTree.Node | undefined {
  if (node.type === "TemplateLiteral") {
    const [only, ...others] = node.expressions;
    return others.length === 0 &&
      node.quasis.every((quasi) => quasi.value.raw.replaceAll(/\\[nrt]/g, "").trim() === "")
      ? only
      : undefined;
  }
  if (node.type !== "BinaryExpression" || node.operator !== "+") return undefined;
  const isBlank = (part: TSESTree.Node): boolean =>
    part.type === "Literal" && typeof part.value === "string" && part.value.trim() === "";
  if (isBlank(node.right)) return node.left;
  return isBlank(node.left) ? node.right : undefined;
}

/** The payload in what carries it as text or bytes. */
function readCarried(context: Context, value: AbstractValue, node: Maker): Payload {
  const { text, isBytes, isRespelled } = carriedBy(context, value, node);
  const payload = text === undefined ? OPAQUE : readPayload(context, text, "text");
  if (payload.kind === "object" && isRespelled === true) return { ...payload, respelling: node };
  return payload.kind === "opaque" && isBytes ? { kind: "opaque", isBytes } : payload;
}

const isStringify = (context: Context, { node, callContext }: Bound): boolean =>
  node.type === "CallExpression" && canBeStringify(context, { node: node.callee, callContext });

const canBeStringify = (context: Context, callee: Bound): boolean =>
  originsOf(context.resolver, callee).some(
    (origin) =>
      origin.kind === "global" &&
      origin.name === "JSON" &&
      origin.path.length === 1 &&
      origin.path[0] === "stringify",
  );

/** The object of a call that makes text of it, be it that the call can run other functions as well. */
function readStringified(context: Context, object: Bound, call: Bound): Payload {
  const callee =
    call.node.type === "CallExpression"
      ? { node: call.node.callee, callContext: call.callContext }
      : undefined;
  const payload = readObject(context, object, call) ?? readKept(context, object, call) ?? OPAQUE;
  const isOneOfSeveral = callee !== undefined && context.resolver.functionsOf(callee).length > 0;
  return payload.kind === "object" && isOneOfSeveral
    ? { ...payload, shape: asWritten(payload.shape), indirect: call.node }
    : payload;
}

/** What goes through several functions in turn has other fields on its way: `{ value, ttl }` that becomes a payload. */
function asWritten(shape: Shape): Shape {
  const isTold = shape.entries.some(({ name }) => isUnmistakable(name));
  const entries = shape.entries.filter(({ name }) => isUnmistakable(name) || name === VALUE_FIELD);
  return isTold ? { ...shape, entries } : shape;
}

/**
 * The object that other functions were called with and that waits to be written: `enqueue(key, payload)` puts it into a
 * list, from which a loop takes it. All of them are what is written; which one it is at a time, nobody can tell.
 */
function readKept(context: Context, object: Bound, call: Bound): Payload | undefined {
  const given = passedElsewhere(context, object).filter((bound) =>
    isFullShape(context.shapes.shapeOf(bound)),
  );
  const [site] = given;
  if (site === undefined) return undefined;
  return {
    kind: "object",
    site,
    form: "object",
    object: site,
    shape: merge(given.map((bound) => context.shapes.shapeOf(bound))),
    closedType: false,
    stringify: undefined,
    indirect: call.node,
  };
}

/** The object of `rows.map(JSON.stringify)`, `load().then(JSON.stringify)`. */
function readHanded(
  context: Context,
  { path, callContext }: AbstractValue,
  call: TSESTree.CallExpression,
): Payload | undefined {
  const { builtIns } = context.resolver.calls;
  for (const { callback, given } of builtIns.handedAt(call, path, callContext)) {
    if (!canBeStringify(context, callback)) continue;
    for (const value of given) {
      const payload = value.path.length === 0 ? readObject(context, value, undefined) : undefined;
      if (payload?.kind !== "object") continue;
      const isThere = isMadeFor(context, payload.site.node, call);
      return isThere ? payload : { ...payload, indirect: callback.node };
    }
  }
  return undefined;
}

/** Whether an object is made for a call and nobody else has it: `[{ … }].map(…)`, `Promise.resolve({ … }).then(…)`. */
function isMadeFor(context: Context, object: TSESTree.Node, call: TSESTree.CallExpression): boolean {
  for (let node: TSESTree.Node | undefined = object.parent, child = object; node; node = node.parent) {
    if (node === call) return true;
    const isHolder =
      node.type === "ArrayExpression" ||
      (node.type === "MemberExpression" && node.parent === call) ||
      (node.type === "CallExpression" &&
        node.callee !== child &&
        globalPath(context.index, node.callee) === "Promise.resolve");
    if (!isHolder) return false;
    child = node;
  }
  return false;
}

function isFormData(context: Context, value: Bound): boolean {
  if (value.node.type !== "NewExpression") return false;
  return originsOf(context.resolver, { node: value.node.callee, callContext: value.callContext }).some(
    (origin) =>
      (origin.kind === "global" && origin.name === "FormData") ||
      (origin.kind === "import" && (origin.module === "form-data" || origin.name === "FormData")),
  );
}

/** The object that becomes the body. `stringify` is the call around it, if there is one. */
function readObject(context: Context, object: Bound, stringify: Bound | undefined): Payload | undefined {
  const shape = context.shapes.shapeOf(object);
  if (shape.entries.length === 0) return undefined;
  const given = givenObject(context, object);
  const isOwn = given.bound.node === peel(object.node);
  const call = stringify?.node.type === "CallExpression" ? stringify.node : undefined;
  const built = builtLiteral(context, given);
  if (built !== undefined) return objectPayload(built, shape, call);
  // Where a caller passes the object that a helper serialises, the caller's object is what changes.
  if (stringify === undefined || !isOwn) return objectPayload(given, shape, call);
  return { ...objectPayload(given, shape, call), site: stringify, form: "text", closedType: false };
}

const objectPayload = (
  { bound, closedType }: GivenObject,
  shape: Shape,
  stringify: TSESTree.CallExpression | undefined,
): Payload & { readonly kind: "object" } => ({
  kind: "object",
  site: bound,
  form: "object",
  object: bound,
  shape,
  closedType,
  stringify,
});

/** JSON spelled as text: its top-level names, holes standing for values or parts of strings. */
function readHandwritten(context: Context, value: Bound): Payload {
  for (const pattern of patternsOf(context.resolver, value)) {
    const text = flatten(pattern, "0").trim();
    if (!text.startsWith("{")) continue;
    try {
      const parsed: unknown = JSON.parse(text);
      if (typeof parsed === "object" && parsed !== null)
        return { kind: "handwritten", node: value.node, names: Object.keys(parsed) };
    } catch {
      // Not JSON: some other text.
    }
  }
  return OPAQUE;
}
