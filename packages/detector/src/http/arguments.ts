import type { TSESTree } from "@typescript-eslint/utils";
import { memberName } from "../syntax/nodes.js";
import type { Evaluation } from "../eval/evaluation.js";
import type { Client, HttpCall } from "./http-call.js";
import { OTHER_RESULTS, REQUESTING, VERBS } from "./styles.js";
import type { Bound, CallContext } from "../eval/call-context.js";

type Common = Omit<HttpCall, "url" | "options" | "data">;

const URL_OPTIONS = ["url", "uri", "path"];

/** The first option of one of the given names. */
export function optionNamed(
  evaluation: Evaluation,
  options: Bound,
  names: readonly string[],
): Bound | undefined {
  for (const name of names) {
    const value = evaluation.shapes.shapeOf(options).entries.find((entry) => entry.name === name)?.value;
    if (value !== undefined) return value;
  }
  return undefined;
}

interface ClientCall {
  readonly call: TSESTree.CallExpression;
  readonly callContext: CallContext | null;
  readonly args: readonly Bound[];
  readonly client: Client;
}

/** Finds URL, options and body among a client's arguments. */
export function placeArguments(
  evaluation: Evaluation,
  { call, callContext, args, client }: ClientCall,
): HttpCall | undefined {
  const { style, base, making, isKnown } = client;
  const [first, second, third] = args;
  if (first === undefined) return undefined;
  const hasOtherResult = client.verb !== undefined && OTHER_RESULTS.has(client.verb);
  const isUnfamiliar = hasOtherResult && isKnown && client.verb !== style.method;
  const verb = client.verb === "request" || hasOtherResult ? undefined : client.verb;
  const common: Common = {
    ...{ call, callContext, style, base, making, verb },
    ...(isUnfamiliar ? { otherResult: client.verb } : {}),
  };
  // fetch(new Request(url, init))
  const request = requestObject(evaluation, first);
  if (request !== undefined)
    return {
      ...common,
      url: request.url,
      options: overridden(evaluation, request.options, second),
      data: undefined,
    };
  // axios(config), axios.request(config), got({ url, … }), request({ uri, … }, callback), api.send({ method, path, body })
  const whole =
    isKnown || (second === undefined && REQUESTING.test(client.name))
      ? optionNamed(evaluation, first, URL_OPTIONS)
      : undefined;
  if (whole !== undefined) return { ...common, url: whole, options: first, data: undefined };
  if (style.takesData && (verb === "put" || verb === "post" || verb === "patch")) {
    return { ...common, url: first, data: second, options: third };
  }
  if (isKnown) return { ...common, url: first, options: second, data: undefined };
  return placeUnknown(evaluation, common, args);
}

/** The arguments of a client of the application's own, by what they are. */
function placeUnknown(evaluation: Evaluation, common: Common, args: readonly Bound[]): HttpCall | undefined {
  const [first, second, third] = args;
  const spelled = args.findIndex(
    ({ node }) =>
      node.type === "Literal" && typeof node.value === "string" && VERBS.has(node.value.toLowerCase()),
  );
  if (spelled >= 0 && common.verb === undefined) {
    // request("PUT", url, body)
    const rest = args.filter((_, position) => position !== spelled);
    const method = args[spelled]?.node;
    const verb = method?.type === "Literal" ? String(method.value).toLowerCase() : undefined;
    return { ...common, verb, url: rest[0], data: rest[1], options: rest[2] };
  }
  if (second === undefined) return { ...common, url: first, options: undefined, data: undefined };
  const names = new Set(evaluation.shapes.shapeOf(second).entries.map((entry) => entry.name));
  const isOptions =
    !names.has("value") && ["method", "body", "json", "data", "headers"].some((name) => names.has(name));
  if (isOptions || common.verb === undefined)
    return { ...common, url: first, options: second, data: undefined };
  return { ...common, url: first, data: second, options: third };
}

/** `new Request(url, init)`, and copies of it: `request.clone()`, `new Request(request, init)`. */
function requestObject(
  evaluation: Evaluation,
  bound: Bound,
): { url: Bound; options: Bound | undefined } | undefined {
  for (const { node, callContext } of evaluation.resolver.follow(bound)) {
    if (node.type === "CallExpression" && node.callee.type === "MemberExpression") {
      const { object } = node.callee;
      const copied =
        memberName(node.callee) === "clone"
          ? requestObject(evaluation, { node: object, callContext })
          : undefined;
      if (copied !== undefined) return copied;
    }
    if (node.type !== "NewExpression" || node.callee.type !== "Identifier" || node.callee.name !== "Request")
      continue;
    const [url, init] = node.arguments;
    if (url === undefined) continue;
    const options = init === undefined ? undefined : { node: init, callContext };
    const copied = requestObject(evaluation, { node: url, callContext });
    return copied === undefined
      ? { url: { node: url, callContext }, options }
      : { url: copied.url, options: overridden(evaluation, copied.options, options) };
  }
  return undefined;
}

/** What is said of a request where an `init` is given beside it: that counts, unless only the request says the method. */
function overridden(
  evaluation: Evaluation,
  ofRequest: Bound | undefined,
  given: Bound | undefined,
): Bound | undefined {
  if (ofRequest === undefined || given === undefined) return given ?? ofRequest;
  const saysMethod = (options: Bound): boolean => optionNamed(evaluation, options, ["method"]) !== undefined;
  return saysMethod(ofRequest) && !saysMethod(given) ? ofRequest : given;
}
