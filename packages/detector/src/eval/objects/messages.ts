import type { TSESTree } from "@typescript-eslint/utils";
import { placesOf } from "../../syntax/function-places.js";
import { memberName } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import type { AbstractValue, Bound } from "../call-context.js";
import type { Resolver } from "../resolver.js";

const POSTING = "postMessage";
const MESSAGE = "message";

/** Who listens for messages, and whether it gets them as what they carry or as an event with `data`. */
interface Listener {
  readonly receiver: TSESTree.Node;
  readonly getsEvent: boolean;
}

/**
 * What a listener for messages is handed: `port.onmessage = ({ data }) => …`, `worker.on("message", (data) => …)`. An
 * event is stood for by the call that posts it. Only the ports of a channel say which one hears which.
 */
export function messagesTo(resolver: Resolver, fn: FunctionNode): Bound[] {
  const posting = resolver.index.membersNamed(POSTING);
  if (posting.length === 0) return [];
  return placesOf(resolver.index, fn)
    .flatMap((place) => listenerAt(resolver, place) ?? [])
    .flatMap(({ receiver, getsEvent }) =>
      posting.flatMap((member): Bound[] => {
        const call = member.type === "MemberExpression" ? postAt(member) : undefined;
        const [given] = call?.arguments ?? [];
        if (member.type !== "MemberExpression" || call === undefined || given === undefined) return [];
        if (given.type === "SpreadElement" || !canHear(resolver, receiver, member.object)) return [];
        return [{ node: getsEvent ? call : given, callContext: null }];
      }),
    );
}

/** What the event of a post carries: `data` of `port.postMessage(data)`. */
export function postedBy(call: TSESTree.CallExpression, name: string): TSESTree.Node | undefined {
  const isPost = call.callee.type === "MemberExpression" && memberName(call.callee) === POSTING;
  const [given] = call.arguments;
  return isPost && name === "data" && given?.type !== "SpreadElement" ? given : undefined;
}

function listenerAt(resolver: Resolver, place: TSESTree.Node): Listener | undefined {
  const { parent } = place;
  if (parent?.type === "AssignmentExpression" && parent.right === place) {
    const { left } = parent;
    return left.type === "MemberExpression" && memberName(left) === `on${MESSAGE}`
      ? { receiver: left.object, getsEvent: true }
      : undefined;
  }
  if (parent?.type !== "CallExpression" || parent.callee.type !== "MemberExpression") return undefined;
  const [name, listener] = parent.arguments;
  const method = memberName(parent.callee) ?? "";
  if (listener !== place || name === undefined || !/^(?:on|once|addListener|addEventListener)$/.test(method))
    return undefined;
  const isMessage = resolver.staticNames({ node: name, callContext: null })?.includes(MESSAGE) === true;
  return isMessage ? { receiver: parent.callee.object, getsEvent: method === "addEventListener" } : undefined;
}

function postAt(member: TSESTree.MemberExpression): TSESTree.CallExpression | undefined {
  const { parent } = member;
  return parent.type === "CallExpression" && parent.callee === member ? parent : undefined;
}

/** A port hears what is posted to the other one of its channel. */
function canHear(resolver: Resolver, listening: TSESTree.Node, posting: TSESTree.Node): boolean {
  const [heard, posted] = [listening, posting].map((node) =>
    resolver.follow({ node, callContext: null }).find(isPort),
  );
  return heard === undefined || posted === undefined
    ? heard === posted
    : heard.node === posted.node && heard.path[0] !== posted.path[0];
}

const isPort = ({ node, path }: AbstractValue): boolean =>
  node.type === "NewExpression" && path.length === 1 && /^port[12]$/.test(path[0] ?? "");
