import type { TSESTree } from "@typescript-eslint/utils";
import { placesOf } from "../../syntax/function-places.js";
import { isFunction, memberName, staticName } from "../../syntax/nodes.js";
import type { CallNode, FunctionNode } from "../../syntax/nodes.js";
import type { AbstractValue, Bound } from "../call-context.js";
import { literalText } from "../declared-types.js";
import { classNamed } from "../lookups.js";
import type { Resolver } from "../resolver.js";

/** Methods that hand something to whoever works on it under a name: of queues, brokers, schedulers. */
export const POSTING_METHODS: readonly string[] = [
  "add",
  "addBulk",
  "send",
  "publish",
  "enqueue",
  "emit",
  "dispatch",
  "schedule",
  "now",
  "trigger",
  "produce",
  "sendToQueue",
  "createJob",
];
const POSTING: ReadonlySet<string> = new Set(POSTING_METHODS);
/** Methods whose listeners hear the very object that they are called on, those of routers and of test runners. */
const OTHERS =
  /^(?:on|once|off|addListener|removeListener|prependListener|addEventListener|get|put|post|patch|delete|head|options|all|use|route|it|test|describe|skip|only)$/;
/** What a channel is called: no path of a route, and no sentence. */
const CHANNEL_NAME = /^[\w][\w.:@/-]*$/;
/** What an options object names such a channel by. */
const NAMES: ReadonlySet<string> = new Set(["name", "event", "topic", "queue", "type", "id"]);
/** What libraries call the part of a message that is what was handed over. */
const CARRIED = /^(?:data|payload|body|detail|attrs|message|args|value|event|job|\d+|\*)$/;

/**
 * The calls that hand something to a function under a name that both are given, as queues do: `new Worker("kv", async
 * (job) => …)` and `new Queue("kv").add("put", payload)`, `boss.work("kv", …)` and `boss.send("kv", payload)`. Such a call
 * stands for the message.
 */
export const postedByName = (resolver: Resolver, fn: FunctionNode, position: number): Bound[] =>
  position > 0
    ? []
    : consumersOf(resolver, fn).flatMap(({ call, names }) => postsUnder(resolver, names, call));

/** Whether a function is given something under a name: who hands it over may be in any file. */
export const isNamedConsumer = (resolver: Resolver, fn: FunctionNode): boolean =>
  consumersOf(resolver, fn).length > 0;

/** The calls of libraries that are given a function to work on what comes under a name. */
const consumersOf = (
  resolver: Resolver,
  fn: FunctionNode,
): { readonly call: CallNode; readonly names: readonly string[] }[] =>
  placesOf(resolver.index, fn).flatMap((place) => {
    const { parent } = place;
    const call = parent?.type === "CallExpression" || parent?.type === "NewExpression" ? parent : undefined;
    if (call === undefined || call.callee === place || isForOthers(call) || !isOfLibrary(resolver, call))
      return [];
    const names = namesIn(resolver, call);
    return names.length === 0 ? [] : [{ call, names }];
  });

/** A member of the message that a call hands over: what was handed over itself, or a member of it. */
export function memberOfPost(
  resolver: Resolver,
  call: TSESTree.CallExpression,
  name: string,
): AbstractValue[] | undefined {
  if (!isPost(call)) return undefined;
  const payloads = payloadsOf(call);
  const own = payloads
    .flatMap((node) => resolver.followMember({ node, callContext: null }, name))
    .filter(({ path }) => path.length === 0);
  if (own.length > 0) return own;
  if (!CARRIED.test(name) || payloads.length === 0) return undefined;
  // `job.attrs.data`, `[job]`: one step of several.
  if (/^(?:attrs|event|job|\d+|\*)$/.test(name)) return [{ node: call, callContext: null, path: [] }];
  return payloads.flatMap((node) => resolver.follow({ node, callContext: null }));
}

/** Whether a call may hand something over under a name: of another one's `send`, a request's, it has none. */
export function isPost({ callee, arguments: given }: TSESTree.CallExpression): boolean {
  const method = callee.type === "MemberExpression" ? (memberName(callee) ?? "") : "";
  const [first] = given;
  const isNamed =
    given.length > 1 ||
    (first?.type === "ObjectExpression" &&
      first.properties.some(
        (property) => property.type === "Property" && NAMES.has(staticName(property) ?? ""),
      ));
  return POSTING.has(method) && (method !== "send" || isNamed);
}

function isForOthers({ callee }: CallNode): boolean {
  const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
  return OTHERS.test(callee.type === "Identifier" ? callee.name : (name ?? ""));
}

/** Whether no code of the program is called: that is seen. A class that is only declared has none. */
function isOfLibrary(resolver: Resolver, { callee }: CallNode): boolean {
  const own = classNamed(resolver, callee);
  return (
    resolver.functionsOf({ node: callee, callContext: null }).length === 0 &&
    (own === undefined || own.parent.declare)
  );
}

function postsUnder(resolver: Resolver, names: readonly string[], consumer: CallNode): Bound[] {
  const posts = new Set<TSESTree.CallExpression>();
  for (const file of resolver.index.all)
    for (const call of file.calls)
      if (call.type === "CallExpression" && call !== consumer && isPost(call) && payloadsOf(call).length > 0)
        posts.add(call);
  return [...posts]
    .filter(
      (call) => isOfLibrary(resolver, call) && channelOf(resolver, call).some((name) => names.includes(name)),
    )
    .map((node) => ({ node, callContext: null }));
}

/** The names under which a call hands something over: its own, and those that its queue was made with. */
function channelOf(resolver: Resolver, call: TSESTree.CallExpression): string[] {
  const { callee } = call;
  const made =
    callee.type === "MemberExpression"
      ? resolver.follow({ node: callee.object, callContext: null }).map(({ node }) => node)
      : [];
  return [
    ...namesIn(resolver, call),
    ...made.flatMap((node) =>
      node.type === "NewExpression" || node.type === "CallExpression" ? namesIn(resolver, node) : [],
    ),
  ];
}

/** The texts that a call is given, or that an object which it is given names something by. */
const namesIn = (resolver: Resolver, call: CallNode): string[] =>
  call.arguments.flatMap((argument) => {
    if (argument.type === "SpreadElement" || isFunction(argument)) return [];
    if (argument.type === "ObjectExpression")
      return argument.properties.flatMap((property) =>
        property.type === "Property" && NAMES.has(staticName(property) ?? "")
          ? textsOf(resolver, property.value)
          : [],
      );
    return textsOf(resolver, argument);
  });

const textsOf = (resolver: Resolver, node: TSESTree.Node): string[] =>
  resolver
    .follow({ node, callContext: null })
    .flatMap(({ node: value, path }) => (path.length === 0 ? (literalText(value) ?? []) : []))
    .filter((text) => CHANNEL_NAME.test(text));

/** What a call hands over: the objects that it is given, or the `data` or `payload` of the one that describes the message. */
function payloadsOf(call: TSESTree.CallExpression): TSESTree.Node[] {
  const [only, ...others] = call.arguments;
  if (only?.type === "ObjectExpression" && others.length === 0) {
    const described = only.properties.flatMap((property) =>
      property.type === "Property" && /^(?:data|payload|body)$/.test(staticName(property) ?? "")
        ? [property.value]
        : [],
    );
    if (described.length > 0) return described;
  }
  return call.arguments.filter(
    (argument) => argument.type !== "SpreadElement" && argument.type !== "Literal" && !isFunction(argument),
  );
}
