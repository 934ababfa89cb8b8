import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { defaultsOfParameter } from "../../syntax/binding-pattern.js";
import { contains, memberName, selfAndAncestors } from "../../syntax/nodes.js";
import type { Entry, Shape } from "../../eval/objects/shape.js";
import { optionNamed } from "../../http/arguments.js";
import { bodyFaultsOf } from "../../http/body-format.js";
import type { BodyFaults } from "../../http/body-format.js";
import type { FurtherData, HttpCall } from "../../http/http-call.js";
import type { BodyEncoding, ResultKind } from "../../http/styles.js";
import { hasUrlPiece } from "../evidence/sources.js";
import { limitsOf } from "./client-limits.js";
import type { ClientLimits } from "./client-limits.js";
import { isForeignUrl, matchKvKeyUrl } from "./kv-url.js";
import type { KvKeyUrl } from "./kv-url.js";
import type { Bound } from "../../eval/call-context.js";
import { queryOf, queryOfUrl } from "./query.js";
import { resultOf } from "./result-kind.js";
import type { QueryField } from "./query.js";
import { placeOfUrl } from "./url-place.js";
import type { UrlPlace } from "./url-place.js";
import { missKey, storeOfUrls } from "../stores/store.js";
import type { StoreKey } from "../stores/store.js";
import { cutEnds, isText } from "../../eval/text/static-text.js";
import { flatten } from "../../eval/text/pattern.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import { SLASH, isAbsolute, resolveAgainst } from "../../eval/text/url-pattern.js";
import type { Pattern } from "../../eval/text/pattern.js";

/** What a request sends. */
export interface SentBody {
  readonly bound: Bound;
  /** The node to report where the body as a whole is at fault. */
  readonly node: TSESTree.Node;
  readonly encoding: BodyEncoding;
  /** What the client puts together with it. */
  readonly further?: readonly FurtherData[];
  /** What is sent in its place at other times: `if (large) init.body = …; else init.body = …`. */
  readonly others?: readonly Bound[];
}

/** An HTTP request that addresses one key of Telnyx KV. */
export interface KeyRequest {
  /** Upper case; empty where it can't be known. */
  readonly methods: readonly string[];
  readonly body: SentBody | undefined;
  readonly query: readonly QueryField[];
  /** Where it says its URL; `undefined` where that is not one place. */
  readonly urlPlace: UrlPlace | undefined;
  readonly store: StoreKey;
  readonly result: ResultKind;
  /** What is not known of the client that makes it. */
  readonly limits: ClientLimits;
  /** Whether the same call also addresses something else. */
  readonly isMixed: boolean;
  /** Why a body would not be stored as its JSON. */
  readonly bodyFaults: BodyFaults;
}

/** Reads an HTTP client's call as a request to a key URL. */
export function readKeyRequest(context: Context, http: HttpCall): KeyRequest | undefined {
  const { url, options } = http;
  if (url === undefined) return undefined;
  const { value: found, missed } = context.resolver.contentWith(() =>
    context.resolver.noting(() => keyUrlOf(context, http, url)),
  );
  // What is no key URL may become one when its parts are known.
  if (found === undefined)
    missed?.forEach((scope) => {
      context.resolver.miss(scope);
    });
  else missUrl(context, found);
  const address = found?.address;
  if (address === undefined || (address.isTemplate && !fillsTemplates(context, http))) return undefined;
  const shape = options === undefined ? undefined : context.shapes.shapeOf(options);
  const entries = shape?.entries ?? [];
  const methods =
    http.verb === undefined
      ? methodsIn(context, http.call, { entries, isOpen: shape?.isOpen === true })
      : [http.verb.toUpperCase()];
  return {
    methods,
    body: bodyOf(http, entries),
    query: [
      ...context.resolver.contentWith(() => queryOfUrl(context, url, address)),
      ...queryInOptions(context, http, entries),
    ],
    urlPlace: placeOfUrl(http, found?.each ?? []),
    store: storeOfUrls(
      context,
      (found?.each ?? []).map((each) => each.address),
    ),
    result: resultOf(context, http),
    limits: limitsOf(context, http),
    isMixed: found?.isMixed === true,
    bodyFaults: bodyFaultsOf(context, http),
  };
}

type Entries = ReturnType<Context["shapes"]["shapeOf"]>["entries"];

interface FoundUrl {
  readonly address: KvKeyUrl;
  readonly pattern: Pattern;
  /** All that it can be: a URL that is completed under a condition has several. */
  readonly each: readonly { readonly address: KvKeyUrl; readonly pattern: Pattern }[];
  readonly isMixed: boolean;
}

/** Notes what callers could add to a key URL: its host and namespace, and a key of which nothing is known. */
function missUrl(context: Context, { address, pattern }: FoundUrl): void {
  for (const part of pattern) {
    if (!isText(part) && !address.key.includes(part) && !address.queryHoles.includes(part))
      context.resolver.missValue(part);
  }
  missKey(context, address.key);
}

/** Whether a piece of a key's URL is written where a call is sent to: `fetch(BASE + path)`, whatever `path` is. */
export const isSentToPiece = (context: Context, http: HttpCall): boolean =>
  http.url !== undefined &&
  // What stands in a hole may begin and end with a slash.
  urlsOf(context, http, http.url).some((pattern) => hasUrlPiece(flatten(pattern, "/")));

/** Where a request goes, as far as its URL tells; one that may go to either is Telnyx KV's. */
export function addressOf(context: Context, http: HttpCall): "kv" | "foreign" | undefined {
  const origins = context.settings.baseUrls ?? [];
  const all = http.url === undefined ? [] : urlsOf(context, http, http.url);
  if (all.some((pattern) => matchKvKeyUrl(pattern, origins) !== undefined)) return "kv";
  return all.some((pattern) => isForeignUrl(pattern, origins)) ? "foreign" : undefined;
}

/** What a request sends, wherever it goes. */
export const sentBodyOf = (context: Context, http: HttpCall): SentBody | undefined =>
  bodyOf(http, http.options === undefined ? [] : context.shapes.shapeOf(http.options).entries);

/** What a call can be sent to, its base in front. */
function urlsOf(context: Context, http: HttpCall, url: Bound): Pattern[] {
  const base =
    http.base ??
    (http.options === undefined ? undefined : optionNamed(context, http.options, http.style.bases));
  const bases = [...(base === undefined ? [] : [base]), ...(http.otherBases ?? [])].flatMap((each) =>
    patternsOf(context.resolver, each),
  );
  const joins = isResolvedBase(context, http) ? under : join;
  return patternsOf(context.resolver, url).flatMap((path) =>
    bases.length === 0 ? [path] : bases.map((start) => joins(start, path)),
  );
}

function keyUrlOf(context: Context, http: HttpCall, url: Bound): FoundUrl | undefined {
  const origins = context.settings.baseUrls ?? [];
  const all = urlsOf(context, http, url);
  const found = all.flatMap((pattern) => {
    const address = matchKvKeyUrl(pattern, origins);
    return address === undefined ? [] : [{ address, pattern }];
  });
  const [first] = found;
  return first === undefined
    ? undefined
    : {
        ...first,
        each: found,
        isMixed: all.some((pattern) => isForeignUrl(pattern, origins)),
      };
}

/** Whether a client resolves a path against its base as a browser does: ky 2's `baseUrl`. */
function isResolvedBase(context: Context, { style, options, making }: HttpCall): boolean {
  return (
    style.resolvedBase !== undefined &&
    [options, ...making.given].some(
      (given) => given !== undefined && optionNamed(context, given, [style.resolvedBase ?? ""]) !== undefined,
    )
  );
}

/** As `new URL(path, base)`: what stands behind the last slash of the base goes. */
const under = (base: Pattern, path: Pattern): Pattern =>
  isAbsolute(path) ? path : resolveAgainst(path, cutEnds(base, /^/, /(?<=[^/]\/|^\/)[^/]+$/));

/** A client's base and a relative path meet in one slash. */
function join(base: Pattern, path: Pattern): Pattern {
  return isAbsolute(path) ? path : [...cutEnds(base, /^/, /\/+$/), SLASH, ...cutEnds(path, /^\/+/)];
}

/** The methods that options can say: `init.method = …` of one branch is not that of another one. */
function methodsIn(
  context: Context,
  call: TSESTree.Node,
  { entries, isOpen }: Pick<Shape, "entries" | "isOpen">,
): string[] {
  const said = entries.filter(({ name }) => name === "method");
  if (said.length === 0) return isOpen ? [] : methodsOf(context, undefined);
  const methods = said.flatMap(({ value }) => methodsOf(context, value));
  // Without it, it is GET.
  const isLeftOut = said.every((entry) => isChosen(entry, call)) && !isInBothArms(said);
  return [...new Set(isLeftOut ? [...methods, ...methodsOf(context, undefined)] : methods)];
}

/** `fetch(url, large ? { method: "PUT", … } : { method: "PUT", … })` */
const isInBothArms = (entries: Entries): boolean =>
  entries.some(({ conditions: [one, ...others] }) =>
    entries.some(
      ({ conditions: [other, ...more] }) =>
        others.length + more.length === 0 &&
        one !== undefined &&
        one.test === other?.test &&
        one.when !== other.when,
    ),
  );

/** Whether a member is only set under a condition, on the way to a call. */
function isChosen({ node, conditions, spreadFrom, isLater }: Entry, call: TSESTree.Node): boolean {
  if (conditions.length > 0 || spreadFrom?.optional === true) return true;
  if (!isLater || node.type !== "AssignmentExpression") return false;
  for (const current of selfAndAncestors(node)) {
    if (contains(current, call)) return false;
    if (/^(?:If|Switch|Conditional|Logical|For|While)/.test(current.type)) return true;
  }
  return false;
}

/** The methods, in upper case, that a `method` option can say; GET where there is none. */
export function methodsOf(context: Context, method: Bound | undefined): string[] {
  if (method === undefined) return ["GET"];
  return patternsOf(context.resolver, method)
    .flatMap((pattern) => [pattern, ...defaultsOf(context, pattern)])
    .flatMap((pattern) => (pattern.every(isText) ? [flatten(pattern, "").toUpperCase()] : []));
}

/** The default of the parameter that a text is. */
function defaultsOf(context: Context, [only, ...others]: Pattern): Pattern[] {
  if (only === undefined || isText(only) || others.length > 0 || only.path.length > 0) return [];
  const variable = only.node.type === "Identifier" ? context.index.variableOf(only.node) : undefined;
  return variable === undefined
    ? []
    : defaultsOfParameter(variable).flatMap((node) =>
        patternsOf(context.resolver, { node, callContext: only.callContext }),
      );
}

function bodyOf(http: HttpCall, entries: Entries): KeyRequest["body"] {
  if (http.data !== undefined)
    return {
      bound: http.data,
      node: http.data.node,
      encoding: http.style.bodies["data"] ?? "either",
      ...(http.further === undefined ? {} : { further: http.further }),
    };
  for (const [name, encoding] of Object.entries(http.style.bodies)) {
    const set = entries.filter((candidate) => candidate.name === name && candidate.value !== undefined);
    // `const init = { body: "" }` and then `init.body = …`: the text that is only a start says nothing.
    const entry = set.find((candidate) => candidate.value?.node.type !== "Literal") ?? set[0];
    // `json: true` only says how `body` is to be sent.
    if (entry?.value === undefined || isBoolean(entry.value.node)) continue;
    const others = set.flatMap(({ value }) =>
      value === undefined || value === entry.value || value.node.type === "Literal" ? [] : value,
    );
    return {
      bound: entry.value,
      node: entry.node,
      encoding,
      ...(others.length === 0 ? {} : { others }),
    };
  }
  return undefined;
}

const isBoolean = (node: TSESTree.Node): boolean =>
  node.type === "Literal" && typeof node.value === "boolean";

/** openapi-fetch's `client.PUT("/path/{id}", { params, body })` takes the template itself. */
function fillsTemplates(context: Context, { call }: HttpCall): boolean {
  return (
    call.callee.type === "MemberExpression" &&
    memberName(call.callee) === "PUT" &&
    context.index.variableOf(call.callee.object) !== undefined
  );
}

const queryInOptions = (context: Context, http: HttpCall, entries: Entries): KeyRequest["query"] =>
  http.style.queries.flatMap((option) => {
    const given = entries.find((entry) => entry.name === option)?.value;
    return given === undefined ? [] : queryOf(context, given);
  });
