import type { TSESTree } from "@typescript-eslint/utils";
import type { Bound } from "../../eval/call-context.js";
import { originsOf, rootOrigin } from "../../eval/origin.js";
import { parameterSetBy } from "../../eval/text/parameter-helpers.js";
import { isText } from "../../eval/text/static-text.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import type { Pattern } from "../../eval/text/pattern.js";
import { isAbsolute } from "../../eval/text/url-pattern.js";
import { stepsFrom } from "../../flow/steps/positions.js";
import { isTestDoubleModule } from "../../http/foreign-modules.js";
import { isClientModule } from "../../http/clients.js";
import { isFunction } from "../../syntax/nodes.js";
import type { CallNode } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { namespaceInUrl } from "../requests/kv-url.js";
import { keyRequestAt } from "../requests/requests.js";
import { storeOfNamespace } from "../stores/store.js";
import type { StoreKey } from "../stores/store.js";
import { SDK_MODULE } from "../vocabulary.js";

/** A call that gets the URL of a store, and of whose function nothing is known. */
export interface UnseenRequest {
  readonly node: TSESTree.Node;
  readonly store: StoreKey;
}

/**
 * The calls that hand a namespace's URL to code which is not seen, and of whose answer the program makes something:
 * `new KeyClient(url)`, `load({ url })`, `execSync("curl " + url)`. What it only logs is not read.
 */
export function unseenRequests(context: Context, known: ReadonlySet<TSESTree.Node>): UnseenRequest[] {
  return context.files
    .flatMap(({ calls }) => calls)
    .flatMap((call) => {
      if (context.tracker.evidenceAt(call) === undefined || known.has(call)) return [];
      const url = urlHandedTo(context, call);
      if (url === undefined || !isAnswered(call, url.pattern) || !isUnseen(context, call)) return [];
      return [{ node: call, store: storeOfNamespace(context, url.namespace) }];
    });
}

interface NamespaceUrl {
  readonly pattern: Pattern;
  readonly namespace: Pattern;
}

/** The URL of a namespace in what a call is given: an argument, a member of one, or part of a command. */
function urlHandedTo(context: Context, call: CallNode): NamespaceUrl | undefined {
  for (const node of call.arguments) {
    if (node.type === "SpreadElement" || isFunction(node)) continue;
    const argument: Bound = { node, callContext: null };
    const members = context.shapes.shapeOf(argument).entries.flatMap(({ value }) => value ?? []);
    for (const each of [argument, ...members]) {
      for (const pattern of patternsOf(context.resolver, each)) {
        const url = urlIn(context, pattern);
        if (url !== undefined) return url;
      }
    }
  }
  return undefined;
}

/** A text that is such a URL, or a command with one among its words: `curl -s https://…`. */
function urlIn(context: Context, pattern: Pattern): NamespaceUrl | undefined {
  const namespace = namespaceInUrl(lastWord(pattern), context.settings.baseUrls ?? []);
  return namespace === undefined ? undefined : { pattern, namespace };
}

/** What stands behind the last blank or quote before the path. */
function lastWord(pattern: Pattern): Pattern {
  const at = pattern.findIndex((part) => isText(part) && part.text.includes("/storage/"));
  const part = pattern[at];
  if (part === undefined || !isText(part)) return pattern;
  const before = part.text.slice(0, part.text.indexOf("/storage/"));
  const start = Math.max(...[" ", "'", '"', "="].map((blank) => before.lastIndexOf(blank))) + 1;
  if (start === 0) return pattern;
  return [{ text: part.text.slice(start), source: undefined }, ...pattern.slice(at + 1)];
}

/** Whether something is made of what a call gives, or it is given a function for that; a route with its handler is none. */
function isAnswered(call: CallNode, url: Pattern): boolean {
  if (call.arguments.some((argument) => isFunction(argument))) return isAbsolute(url);
  return !isThrownAway(call);
}

const isThrownAway = (node: TSESTree.Node): boolean =>
  stepsFrom(node).every(
    ({ to, step }) => step.kind === "none" || (step.kind === "await" && isThrownAway(to)),
  );

/** Whether nothing is known of what a call runs. */
function isUnseen(context: Context, call: CallNode): boolean {
  if (context.scopesEntered(call).length > 0) return false;
  if (call.type === "CallExpression" && keyRequestAt(context, call, null) !== undefined) return false;
  return originsOf(context.resolver, { node: call.callee, callContext: null }).some((origin) => {
    if (parameterSetBy(context.resolver, origin) !== undefined) return false;
    const root = rootOrigin(origin);
    if (root.kind === "import") return !isHarmless(context, root.module, root.value.node);
    return (
      root.kind === "unknown" &&
      root.value.node.type !== "Literal" &&
      root.value.node.type !== "TemplateLiteral"
    );
  });
}

/** Modules whose functions read no key, or whose requests are known. */
const isHarmless = (context: Context, module: string, at: TSESTree.Node): boolean =>
  isClientModule(module) ||
  module === SDK_MODULE ||
  isTestDoubleModule(module) ||
  context.isHelpersModule(module, at) ||
  PLAIN_BUILT_INS.has(module);

/** Modules of Node that make texts, and no requests. */
const PLAIN_BUILT_INS: ReadonlySet<string> = new Set([
  "url",
  "util",
  "path",
  "querystring",
  "buffer",
  "fs",
  "crypto",
]);
