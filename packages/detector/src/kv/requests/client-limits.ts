import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { placeOf } from "../place.js";
import type { Reason } from "../../http/reason.js";
import type { Bound } from "../../eval/call-context.js";
import { originsOf } from "../../eval/origin.js";
import { isEmpty, logsOnly, looksOnly, setHeadersOnly } from "../../http/header-hooks.js";
import type { HttpCall } from "../../http/http-call.js";
import { hasCallback } from "../../http/fluent-request.js";
import { changesOf } from "../../http/instance-changes.js";
import type { KnownClient } from "../../http/known-clients.js";
import { resultOf } from "./result-kind.js";

/** Why a call through a client is left, each `undefined` where there is no reason. */
export interface ClientLimits {
  /** What it gives is not known. */
  readonly answer: Reason | undefined;
  /** What it sends is not known. */
  readonly request: Reason | undefined;
}

/** Of a call of which all is known. */
export const NO_LIMITS: ClientLimits = { answer: undefined, request: undefined };

const BY_HAND = {
  answer: "decode the body there with `decodeEnvelope`",
  request: "write an envelope there with `encodeEnvelope`",
};

/** A reason for which a call is left, and what it concerns. */
interface Limit {
  readonly of: "answer" | "request" | "both";
  readonly what: string;
}

/** What is not known of a call through a client: each option, hook and addition must be. */
export function limitsOf(context: Context, http: HttpCall): ClientLimits {
  const limits = [...limitsIn(context, http)];
  const reason = (side: "answer" | "request"): Reason | undefined => {
    const found = limits.find(({ of }) => of === side || of === "both");
    return found === undefined ? undefined : { why: found.what, remedy: BY_HAND[side] };
  };
  return { answer: reason("answer"), request: reason("request") };
}

function* limitsIn(context: Context, http: HttpCall): Generator<Limit> {
  const { style, making, options, otherResult, call } = http;
  const { client } = style;
  for (const { style: otherStyle, making: otherMaking } of http.otherClients ?? []) {
    const other: HttpCall = { ...http, style: otherStyle, making: otherMaking, otherClients: [] };
    const isAlike = otherStyle === style && resultOf(context, other) === resultOf(context, http);
    if (isAlike) yield* limitsIn(context, other);
    else
      yield {
        of: "both",
        what: `\`${context.index.textOf(call.callee)}\` (${placeOf(context, call, call)}) is a call of one of several clients, which send and answer in ways of their own`,
      };
  }
  if (making.unfamiliar !== undefined)
    yield { of: "both", what: `the client ${making.unfamiliar} is not known well enough` };
  if (client === undefined) return;
  for (const { name, call: step } of http.steps ?? []) {
    const [given] = step.arguments;
    const isKnown =
      name === undefined ||
      client.inert.has(name) ||
      hasCallback(context, step) ||
      (given !== undefined &&
        isKnownValue(context, client, name, { node: given, callContext: http.callContext }));
    if (isKnown) continue;
    const of = sideOf(client, name);
    yield { of, what: `${client.name}'s \`.${name}()\` (${placeOf(context, step, call)}) ${DECIDES[of]}` };
  }
  if (http.completedBy !== undefined)
    yield {
      of: "answer",
      what: `${client.name}'s request is only completed in another place (${placeOf(context, http.completedBy, call)})`,
    };
  if (making.isUnseen)
    yield {
      of: "both",
      what: `${client.name}'s instance is made by code that is not seen here, which may have given it hooks`,
    };
  if (otherResult !== undefined)
    yield {
      of: "answer",
      what: `what \`${client.name}.${otherResult}\` (${placeOf(context, call, call)}) gives is not what ${client.name} gives as a rule`,
    };
  for (const given of [...(options === undefined ? [] : [options]), ...making.given])
    yield* ofOptions(context, call, client, given);
  for (const change of changesOf(context, client.name, making)) {
    const { node, name, option } = change;
    if (option !== undefined && client.inert.has(option)) continue;
    const of = change.of ?? (option === undefined ? "both" : sideOf(client, option));
    const place = placeOf(context, node, call);
    yield {
      of,
      what:
        option === undefined && change.of === undefined
          ? `${client.name}'s instance is handed to \`${name}\` (${place}), which is not seen here and may change it`
          : `${client.name}'s \`${name}\` (${place}) ${DECIDES[of]}`,
    };
  }
}

const DECIDES = {
  answer: "decides what this call gives",
  request: "decides what is sent",
  both: "may change what is sent and what the call gives",
};

const sideOf = ({ answering, sending }: KnownClient, option: string): Limit["of"] =>
  answering.has(option) ? "answer" : sending.has(option) ? "request" : "both";

function* ofOptions(
  context: Context,
  call: TSESTree.Node,
  client: KnownClient,
  given: Bound,
): Generator<Limit> {
  const shape = context.shapes.shapeOf(given);
  if (shape.isOpen)
    yield {
      of: "both",
      what: `not all options of ${client.name} are visible here (${placeOf(context, given.node, call)})`,
    };
  for (const { name, value, node } of shape.entries) {
    const place = placeOf(context, node, call);
    if (name === client.hooks && value !== undefined) yield* ofHooks(context, call, client, value);
    else if (!client.inert.has(name) && !isKnownValue(context, client, name, value)) {
      const of = sideOf(client, name);
      yield { of, what: `${client.name}'s option \`${name}\` (${place}) ${DECIDES[of]}` };
    }
  }
}

function isKnownValue(
  context: Context,
  client: KnownClient,
  name: string,
  value: Bound | undefined,
): boolean {
  if (value === undefined) return false;
  if (client.before.has(name) && (setHeadersOnly(context, value) || looksOnly(context, value))) return true;
  if (client.after?.has(name) === true && logsOnly(context, value)) return true;
  if (client.parsing.has(name) && parsesAsJson(context, value)) return true;
  if (client.connecting?.has(name) === true && isOwnInstance(context, client, value)) return true;
  return context.resolver.follow(value).every(({ node, path }) => {
    if (path.length > 0) return false;
    if (node.type === "Identifier" && node.name === "undefined") return true;
    return (
      node.type === "Literal" &&
      (typeof node.value === "string" || typeof node.value === "boolean") &&
      client.values[name]?.includes(node.value) === true
    );
  });
}

/** `new Agent(…)`, of the client's own module: one that is composed with interceptors is none. */
const isOwnInstance = (context: Context, client: KnownClient, value: Bound): boolean =>
  originsOf(context.resolver, value).every(
    (origin) =>
      origin.kind === "instance" &&
      origin.path.length === 0 &&
      origin.of.kind === "import" &&
      origin.of.module === client.name,
  );

/** `JSON.parse`, or `(text) => JSON.parse(text)`. */
function parsesAsJson(context: Context, value: Bound): boolean {
  return context.resolver.follow(value).every(({ node, path }) => {
    if (node.type === "Identifier") return node.name === "JSON" && path.join() === "parse";
    if (node.type !== "ArrowFunctionExpression" || node.body.type !== "CallExpression") return false;
    const [parameter] = node.params;
    const { callee, arguments: given } = node.body;
    const [text, ...others] = given;
    return (
      context.index.textOf(callee) === "JSON.parse" &&
      others.length === 0 &&
      parameter?.type === "Identifier" &&
      text?.type === "Identifier" &&
      text.name === parameter.name
    );
  });
}

function* ofHooks(
  context: Context,
  call: TSESTree.Node,
  client: KnownClient,
  hooks: Bound,
): Generator<Limit> {
  const shape = context.shapes.shapeOf(hooks);
  if (shape.isOpen)
    yield {
      of: "both",
      what: `not all hooks of ${client.name} are visible here (${placeOf(context, hooks.node, call)})`,
    };
  for (const { name, value, node } of shape.entries) {
    if (value !== undefined && isEmpty(context, value)) continue;
    const isBefore = client.before.has(name);
    if (value !== undefined && isKnownValue(context, client, name, value)) continue;
    const of = isBefore ? "both" : "answer";
    yield {
      of,
      what: `${client.name}'s hook \`${name}\` (${placeOf(context, node, call)}) ${DECIDES[of]}`,
    };
  }
}
