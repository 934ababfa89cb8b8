import type { TSESTree } from "@typescript-eslint/utils";
import type { Evaluation } from "../eval/evaluation.js";
import { enclosingFunction, isFunction } from "../syntax/nodes.js";
import type { FunctionNode } from "../syntax/nodes.js";
import {
  CLIENTS,
  CLIENT_EXPORTS,
  CLIENT_TYPES,
  DESCRIBING,
  DISPATCHERS,
  FACTORIES,
  FETCH,
  FETCH_EXPORTS,
  FORM_VERBS,
  NATIVE,
  NEST_HTTP_MODULE,
  OFETCH,
  OFETCH_RAW,
  OTHER_RESULTS,
  STREAMING,
  UNDICI,
  UNFAMILIAR,
  UNKNOWN,
  VERBS,
} from "./styles.js";
import type { Style } from "./styles.js";
import { optionNamed, placeArguments } from "./arguments.js";
import { SUPERAGENT_MODULE, isSuperagent } from "./fluent-request.js";
import { AS_EXPORTED } from "./http-call.js";
import type { Client, HttpCall, Making } from "./http-call.js";
import { NEST_AXIOS, nestMaking } from "./nest-http.js";
import { UNKNOWN_CLIENTS } from "./known-clients.js";
import { invocationOf } from "../eval/calls/invocation.js";
import { declaredTypesOf } from "../eval/declared-types.js";
import { originsOf, rootOrigin } from "../eval/origin.js";
import type { Origin } from "../eval/origin.js";
import type { Bound, CallContext } from "../eval/call-context.js";
import { parameterSetBy } from "../eval/text/parameter-helpers.js";
import { isForeignVendorModule, isTestDoubleModule } from "./foreign-modules.js";

const TEST_GLOBALS = new Set([
  "expect",
  "assert",
  "nock",
  "jest",
  "vi",
  "sinon",
  "cy",
  "describe",
  "it",
  "test",
  "chai",
]);

/** Whether a global is a test's: what it is given it describes or compares. */
export const isTestGlobal = (name: string): boolean => TEST_GLOBALS.has(name);

/** Whether a module is that of a client whose requests are read. */
export const isClientModule = (module: string): boolean =>
  Object.hasOwn(CLIENTS, module) || module === SUPERAGENT_MODULE;

/** Reads a call as that of an HTTP client; `undefined` if it is none. */
export function readHttpCall(
  evaluation: Evaluation,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): HttpCall | undefined {
  // `super(`${url} answered ${status}`)`: what a base class asks it asks in its own constructor.
  if (call.callee.type === "Super") return undefined;
  const invocation = invocationOf(evaluation.resolver, call, callContext);
  const clients = originsOf(evaluation.resolver, invocation.callee).flatMap((origin) => {
    const client = classify(evaluation, origin);
    return client === undefined ? [] : [{ client, isForeign: rootOrigin(origin).kind === "import" }];
  });
  const [first, ...others] = clients;
  if (first === undefined || !invocation.isComplete) return undefined;
  const { client } = first;
  const found = placeArguments(evaluation, { call, callContext, args: invocation.args, client });
  if (found === undefined || others.length === 0) return found;
  const otherBases = others.flatMap(({ client: { base } }) =>
    base === undefined || base.node === client.base?.node ? [] : [base],
  );
  // What is handed in beside a client, as `fetch` in a test, does as that does; what another module gives, nobody knows.
  const otherClients = others.flatMap((other) =>
    (other.client.isKnown || other.isForeign) && !isSameClient(other.client, client) ? [other.client] : [],
  );
  return {
    ...found,
    ...(otherBases.length > 0 ? { otherBases } : {}),
    ...(otherClients.length > 0 ? { otherClients } : {}),
  };
}

/** Whether two clients send and answer alike: `a` and `b` of `axios.create(options)` may have hooks of their own. */
const isSameClient = (one: Client, other: Client): boolean =>
  one.style === other.style && one.making.calls[0] === other.making.calls[0];

/** @param entered functions whose bodies are being asked already */
function classify(
  evaluation: Evaluation,
  origin: Origin,
  entered: readonly FunctionNode[] = [],
): Client | undefined {
  // A function of this file is judged by what its body calls; one that only passes on (`...args`) has no say.
  if (
    isFunction(origin.value.node) &&
    origin.path.length === 0 &&
    (origin.value.node.params.some((parameter) => parameter.type !== "RestElement") ||
      isSeenThrough(evaluation, origin.value.node, entered))
  ) {
    return undefined;
  }
  // A URL is all that it makes.
  if (parameterSetBy(evaluation.resolver, origin) !== undefined) return undefined;
  // Its calls are chains.
  if (isSuperagent(origin)) return undefined;
  if (origin.kind === "global") {
    if (origin.name === "fetch" && origin.path.length === 0) return known(FETCH);
    if (origin.name === "$fetch" && origin.path.length === 0) return known(OFETCH);
    // A global that the file does not define: `axios` from a script tag, a test's `expect`.
    if (origin.name === "axios") return ofModule("axios", origin.path, undefined);
    return TEST_GLOBALS.has(origin.name) ? undefined : ofOwnApplication(origin);
  }
  if (origin.kind === "import") {
    const { module, name, path } = origin;
    if (UNKNOWN_CLIENTS.has(module)) return unfamiliarClient(evaluation, origin);
    if (FETCH_EXPORTS[module]?.includes(name) === true && path.length === 0)
      return known(CLIENTS[module] ?? FETCH);
    if (module === "undici" && (name === "request" || STREAMING.has(name)) && path.length === 0)
      return known(UNDICI, name);
    if (Object.hasOwn(CLIENTS, module))
      return ofModule(module, CLIENT_EXPORTS.has(name) ? path : [name, ...path], undefined);
    return isTestDoubleModule(module) || isForeignVendorModule(module) ? undefined : ofOwnApplication(origin);
  }
  const root = rootOrigin(origin);
  if (root.kind === "import" && UNKNOWN_CLIENTS.has(root.module)) return unfamiliarClient(evaluation, origin);
  const dispatcher = origin.kind === "instance" ? dispatcherOf(origin) : undefined;
  if (dispatcher !== undefined) return dispatcher;
  if (origin.kind === "result") {
    const created = createdClient(evaluation, origin);
    if (created !== undefined) return created;
  }
  if (root.kind === "global" && TEST_GLOBALS.has(root.name)) return undefined;
  if (root.kind === "import" && (isTestDoubleModule(root.module) || isForeignVendorModule(root.module)))
    return undefined;
  return declaredClient(evaluation, origin) ?? ofOwnApplication(origin);
}

/** Whether a function hands all that it is given to a client itself (`(...args) => fetch(...args)`): that call is the request. */
function isSeenThrough(evaluation: Evaluation, fn: FunctionNode, entered: readonly FunctionNode[]): boolean {
  const [rest] = fn.params;
  if (rest?.type !== "RestElement" || entered.includes(fn)) return false;
  const variable = evaluation.index.variableOf(rest.argument);
  return (variable?.references ?? []).some(({ identifier }) => {
    const spread = identifier.parent;
    const call = spread.type === "SpreadElement" ? spread.parent : spread;
    if (call.type !== "CallExpression" || enclosingFunction(call) !== fn) return false;
    const { callee, args } = invocationOf(evaluation.resolver, call, null);
    const isWhole =
      spread.type === "SpreadElement" ? call.arguments[0] === spread : callee.node !== call.callee;
    return (
      isWhole &&
      args.length === 0 &&
      originsOf(evaluation.resolver, callee).some(
        (inner) => classify(evaluation, inner, [...entered, fn]) !== undefined,
      )
    );
  });
}

/** A client that comes as a parameter or field, known by its declared type. */
function declaredClient(evaluation: Evaluation, { value }: Origin): Client | undefined {
  for (const [depth] of value.path.entries()) {
    for (const declared of declaredTypesOf(evaluation.types, value, depth)) {
      const type = evaluation.types.importOf(declared);
      if (type === undefined || !CLIENT_TYPES.has(type.name)) continue;
      const path = value.path.slice(depth);
      // Who passes it in may tell how it was made.
      evaluation.resolver.missValue(value);
      if (type.module !== NEST_HTTP_MODULE)
        return ofModule(type.module, path, undefined, { ...AS_EXPORTED, isUnseen: true });
      return path[0] === NEST_AXIOS
        ? ofModule("axios", path.slice(1), undefined, nestMaking(evaluation))
        : ofModule(type.module, path, undefined, nestMaking(evaluation));
    }
  }
  return undefined;
}

/** `new Pool("https://…").request`, of undici. */
function dispatcherOf({ of, path, value }: Origin & { kind: "instance" }): Client | undefined {
  const name = of.kind === "import" && of.module === "undici" ? [of.name, ...of.path].at(-1) : undefined;
  const kind = name !== undefined && Object.hasOwn(DISPATCHERS, name) ? DISPATCHERS[name] : undefined;
  const [method = "", ...rest] = path;
  if (kind === undefined || rest.length > 0 || (method !== "request" && !STREAMING.has(method)))
    return undefined;
  if (value.node.type !== "NewExpression") return undefined;
  const given = value.node.arguments.map((node): Bound => ({ node, callContext: value.callContext }));
  return known(UNDICI, method, kind.hasOrigin ? given[0] : undefined, {
    ...AS_EXPORTED,
    given: given.slice(kind.hasOrigin ? 1 : 0),
  });
}

/** A client of which its name is known, and no more: `needle.put(…)`, `createFetch({ baseURL })(…)`. */
function unfamiliarClient(evaluation: Evaluation, origin: Origin): Client {
  const root = rootOrigin(origin);
  const name = origin.path.at(-1) ?? (origin.kind === "import" ? origin.name : "");
  const verb = name.toLowerCase();
  const [config] = origin.kind === "result" ? origin.call.arguments : [];
  return {
    style: UNFAMILIAR,
    verb: VERBS.has(verb) ? verb : undefined,
    base:
      config === undefined
        ? undefined
        : optionNamed(evaluation, { node: config, callContext: origin.value.callContext }, UNFAMILIAR.bases),
    making: { ...AS_EXPORTED, ...(root.kind === "import" ? { unfamiliar: root.module } : {}) },
    isKnown: false,
    name,
  };
}

const known = (style: Style, verb?: string, base?: Bound, making: Making = AS_EXPORTED): Client => ({
  style,
  verb,
  base,
  making,
  isKnown: true,
  name: verb ?? "",
});

function ofModule(
  module: string,
  path: readonly string[],
  base: Bound | undefined,
  making?: Making,
): Client | undefined {
  const style = Object.hasOwn(CLIENTS, module) ? CLIENTS[module] : undefined;
  const [verb, ...rest] = path;
  if (style === undefined || rest.length > 0) return undefined;
  if (verb === undefined) return known(style, undefined, base, making);
  // The platform's `fetch` itself: without base, hooks or parsing.
  if (style === OFETCH && verb === NATIVE) return known(FETCH);
  if (style === OFETCH && verb === OFETCH_RAW.method) return known(OFETCH_RAW, verb, base, making);
  if (VERBS.has(verb) || OTHER_RESULTS.has(verb)) return known(style, verb, base, making);
  const formVerb = style.takesData && Object.hasOwn(FORM_VERBS, verb) ? FORM_VERBS[verb] : undefined;
  return formVerb === undefined
    ? undefined
    : known({ ...style, bodies: { data: "form" } }, formVerb, base, making);
}

/** `axios.create({ baseURL })`, `ky.create({ prefixUrl })`, `got.extend(…)`, `ofetch.create(…)`. */
function createdClient(evaluation: Evaluation, origin: Origin & { kind: "result" }): Client | undefined {
  const { of, call } = origin;
  const factory = of.path.at(-1) ?? (of.kind === "import" ? of.name : undefined);
  const root = rootOrigin(of);
  const module = root.kind === "import" ? root.module : root.kind === "global" ? root.name : "";
  const style = CLIENTS[module];
  if (style === undefined || factory === undefined || !FACTORIES.has(factory)) return undefined;
  const [config] = call.arguments;
  const base =
    config === undefined
      ? undefined
      : optionNamed(evaluation, { node: config, callContext: origin.value.callContext }, style.bases);
  const parent = of.kind === "result" ? createdClient(evaluation, of) : undefined;
  const { callContext } = origin.value;
  const making = {
    calls: [call, ...(parent?.making.calls ?? [])],
    given: [...call.arguments.map((node) => ({ node, callContext })), ...(parent?.making.given ?? [])],
    isUnseen: parent?.making.isUnseen ?? false,
  };
  return ofModule(module, origin.path, base ?? parent?.base, making);
}

/** A client that is not known: `api.fetch(url, init)`, `this.http.put(url, data)`, `request("PUT", url, body)`. */
function ofOwnApplication(origin: Origin): Client | undefined {
  const name =
    origin.path.at(-1) ?? (origin.kind === "global" || origin.kind === "import" ? origin.name : "");
  if (DESCRIBING.test(name)) return undefined;
  const verb = name.toLowerCase();
  return {
    style: UNKNOWN,
    verb: VERBS.has(verb) ? verb : undefined,
    base: undefined,
    making: AS_EXPORTED,
    isKnown: false,
    name,
  };
}
