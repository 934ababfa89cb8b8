import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { memberChain } from "../../syntax/nodes.js";
import type { Bound, Frame } from "../../eval/frames.js";
import { importedName, originsOf } from "../../eval/origin.js";
import type { Origin } from "../../eval/origin.js";
import { DEFAULT_HELPERS_MODULE } from "../vocabulary.js";
import type { KvOperation } from "./kv-call.js";

/** Where an envelope helper takes what from. */
interface Signature {
  readonly operation: KvOperation;
  readonly store?: number;
  readonly key?: number;
  readonly ttl?: number;
  readonly options?: number;
}

const READ_OF_STORE: Signature = { operation: "read", store: 0, key: 1 };
const PUT: Signature = { operation: "write", key: 0, ttl: 2, options: 3 };

/** The exports of the helpers' module that take a key or an expiry, the pair of the service's page included. */
const FUNCTIONS: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ["encodeEnvelope", { operation: "encode", options: 1 }],
  ["toEnvelope", { operation: "encode", options: 1 }],
  ["putWithExpiry", { operation: "write", store: 0, key: 1, ttl: 3, options: 4 }],
  ["getWithExpiry", READ_OF_STORE],
  ["getWithMetadata", READ_OF_STORE],
  ["deleteKey", { operation: "delete", store: 0, key: 1 }],
  ["kvPutWithExpiry", PUT],
  ["kvGetWithExpiry", { operation: "read", key: 0 }],
]);

/** The export that gives a store, and the methods of the store. */
const STORE_FACTORY = "envelopeStore";
const METHODS: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ["put", { operation: "write", key: 0, options: 2 }],
  ["putWithExpiry", PUT],
  ["get", { operation: "read", key: 0 }],
  ["getWithExpiry", { operation: "read", key: 0 }],
  ["getWithMetadata", { operation: "read", key: 0 }],
  ["delete", { operation: "delete", key: 0 }],
]);

/** A call of an envelope helper, looked at through a frame. */
export interface EnvelopeCall {
  readonly name: string;
  readonly operation: KvOperation;
  /** The raw store that is handed to the helper, or that a store of envelopes was made of. */
  readonly store: Bound | undefined;
  readonly key: Bound | undefined;
  /** Seconds from now, as an argument of its own. */
  readonly ttl: Bound | undefined;
  readonly options: Bound | undefined;
}

/** Reads a call as one of the envelope helpers, by the module that they are imported from. */
export function readEnvelopeCall(
  context: Context,
  call: TSESTree.CallExpression,
  frame: Frame | null,
): EnvelopeCall | undefined {
  const found = importedHelper(context, call.callee) ?? followedHelper(context, { node: call.callee, frame });
  if (found === undefined) return undefined;
  const { name, signature, store } = found;
  const at = (position: number | undefined): Bound | undefined => {
    const before = position === undefined ? [] : call.arguments.slice(0, position + 1);
    const node = position === undefined ? undefined : before[position];
    return node === undefined || before.some((argument) => argument.type === "SpreadElement")
      ? undefined
      : { node, frame };
  };
  return {
    name,
    operation: signature.operation,
    store: store ?? at(signature.store),
    key: at(signature.key),
    ttl: at(signature.ttl),
    options: at(signature.options),
  };
}

interface Helper {
  readonly name: string;
  readonly signature: Signature;
  readonly store?: Bound | undefined;
}

const helperOf = (name: string | undefined, table: ReadonlyMap<string, Signature>): Helper | undefined => {
  const signature = name === undefined ? undefined : table.get(name);
  return name === undefined || signature === undefined ? undefined : { name, signature };
};

/** A callee that is imported under its name, also where the module is at hand and could be followed. */
function importedHelper(context: Context, callee: TSESTree.Node): Helper | undefined {
  const chain = memberChain(callee);
  const definition =
    chain?.root.type === "Identifier" ? context.index.variableOf(chain.root)?.defs[0] : undefined;
  if (
    chain === undefined ||
    definition?.type !== "ImportBinding" ||
    definition.parent.type !== "ImportDeclaration"
  )
    return undefined;
  if (!isHelpersModule(context, definition.parent.source.value)) return undefined;
  const name = importedName(definition.node);
  const [only, ...others] = name === "*" ? chain.path : [name, ...chain.path];
  return others.length > 0 ? undefined : helperOf(only, FUNCTIONS);
}

function followedHelper(context: Context, callee: Bound): Helper | undefined {
  for (const origin of originsOf(context.resolver, callee)) {
    const name = helperExport(context, origin);
    if (name !== undefined) return helperOf(name, FUNCTIONS);
    if (origin.kind !== "result" || helperExport(context, origin.of) !== STORE_FACTORY) continue;
    const [method, ...others] = origin.path;
    const helper = others.length === 0 ? helperOf(method, METHODS) : undefined;
    const [store] = origin.call.arguments;
    if (helper !== undefined)
      return {
        ...helper,
        store: store === undefined ? undefined : { node: store, frame: origin.leaf.frame },
      };
  }
  return undefined;
}

/** The export of the helpers' module that an origin is. */
const helperExport = (context: Context, origin: Origin): string | undefined =>
  origin.kind === "import" && origin.path.length === 0 && isHelpersModule(context, origin.module)
    ? origin.name
    : undefined;

/** The module of the settings, or the package itself: both hold the same helpers. */
/** Whether a module is the one that the envelope helpers are imported from. */
export function isHelpersModule({ settings }: Context, specifier: string): boolean {
  return specifier === DEFAULT_HELPERS_MODULE || specifier === settings.helpers?.module;
}
