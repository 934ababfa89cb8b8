import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import type { Bound, CallContext } from "../../eval/call-context.js";
import { importedAs, originsOf } from "../../eval/origin.js";
import type { Origin } from "../../eval/origin.js";
import { STORES_MODULE } from "../vocabulary.js";
import type { KvOperation } from "./kv-call.js";

/** Where an envelope helper takes what from. */
interface Signature {
  readonly operation: KvOperation;
  readonly store?: number;
  readonly key?: number;
  readonly ttl?: number;
  /** An absolute end, as an argument of its own. */
  readonly end?: number;
  readonly options?: number;
  /** The text that is stored as it is: an envelope only if it was made as one. */
  readonly text?: number;
  /** What a raw store is told beside it. */
  readonly told?: number;
}

const READ: Signature = { operation: "read", key: 0 };
const DELETE: Signature = { operation: "delete", key: 0 };
const READ_OF_STORE: Signature = { operation: "read", store: 0, key: 1 };
const PUT: Signature = { operation: "write", key: 0, ttl: 2, options: 3 };

/** The exports of the helpers' module that take a key or an expiry, the pair of the service's page included. */
const FUNCTIONS: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ["encodeEnvelope", { operation: "encode", options: 1 }],
  ["toEnvelope", { operation: "encode", options: 1 }],
  ["ttlSeconds", { operation: "reckon", ttl: 0 }],
  ["secondsUntil", { operation: "reckon", end: 0, options: 1 }],
  ["putWithExpiry", { operation: "write", store: 0, key: 1, ttl: 3, options: 4 }],
  ["getWithExpiry", READ_OF_STORE],
  ["getWithMetadata", READ_OF_STORE],
  ["deleteKey", { operation: "delete", store: 0, key: 1 }],
  ["kvPutWithExpiry", PUT],
  ["kvGetWithExpiry", { operation: "read", key: 0 }],
]);

/** The exports of the stores' entry that do. */
const STORE_FUNCTIONS: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ["touch", { operation: "write", store: 0, key: 1, options: 2 }],
]);

type Methods = ReadonlyMap<string, Signature>;

/** The methods of what `envelopeStore` gives. */
const OF_ENVELOPES: Methods = new Map<string, Signature>([
  ["put", { operation: "write", key: 0, options: 2 }],
  ["putWithExpiry", PUT],
  ["get", READ],
  ["getWithExpiry", READ],
  ["getWithMetadata", READ],
  ["delete", DELETE],
]);

/** The methods of what `typedStore` gives. `getOrSet` writes what it makes. */
const OF_TYPED: Methods = new Map<string, Signature>([
  ["put", { operation: "write", key: 0, options: 2 }],
  ["putBytes", { operation: "write", key: 0, options: 2 }],
  ["getOrSet", { operation: "write", key: 0, options: 2 }],
  ["touch", { operation: "write", key: 0, ttl: 1 }],
  ["kvPutWithExpiry", PUT],
  ["get", READ],
  ["getBytes", READ],
  ["getWithMetadata", READ],
  ["kvGetWithExpiry", READ],
  ["delete", DELETE],
  ["kvDelete", DELETE],
]);

/** The methods of a raw store: what it writes is an envelope only if it was made as one. */
const OF_RAW: Methods = new Map<string, Signature>([
  ["put", { operation: "write", key: 0, text: 1, told: 2 }],
  ["get", READ],
  ["getBytes", READ],
  ["delete", DELETE],
]);

/** The exports that give a store, by their module, with its methods. */
const FACTORIES = { envelopeStore: OF_ENVELOPES } as const;
const STORE_FACTORIES = {
  typedStore: OF_TYPED,
  restStore: OF_RAW,
  sdkStore: OF_RAW,
  bindingStore: OF_RAW,
  memoryStore: OF_RAW,
} as const;
type StoreFactory = keyof typeof FACTORIES | keyof typeof STORE_FACTORIES;

/** A call of an envelope helper, looked at in a call context. */
export interface EnvelopeCall {
  readonly name: string;
  readonly operation: KvOperation;
  /** The raw store that is handed to the helper, or that a store of envelopes was made of. */
  readonly store: Bound | undefined;
  readonly key: Bound | undefined;
  /** Seconds from now, as an argument of its own. */
  readonly ttl: Bound | undefined;
  /** Epoch milliseconds, as an argument of its own. */
  readonly end: Bound | undefined;
  readonly options: Bound | undefined;
  /** Where among the arguments it takes them. */
  readonly optionsPosition: number | undefined;
  /** What a raw store is given to keep as it is, */
  readonly text: Bound | undefined;
  /** and told beside it. */
  readonly told: Bound | undefined;
  /** What made the store whose method it is. */
  readonly factory: MadeStore | undefined;
}

/** A store of ours, as the call of an export that made it. */
export interface MadeStore {
  readonly by: StoreFactory;
  readonly call: TSESTree.CallExpression;
  /** The arguments, each unless one before it is spread. */
  readonly given: readonly Bound[];
}

/** Reads a call as one of the envelope helpers, by the module that they are imported from. */
export function readEnvelopeCall(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): EnvelopeCall | undefined {
  const found =
    importedHelper(context, call.callee) ?? followedHelper(context, { node: call.callee, callContext });
  if (found === undefined) return undefined;
  const { name, signature, factory } = found;
  const at = (position: number | undefined): Bound | undefined => {
    const before = position === undefined ? [] : call.arguments.slice(0, position + 1);
    const node = position === undefined ? undefined : before[position];
    return node === undefined || before.some((argument) => argument.type === "SpreadElement")
      ? undefined
      : { node, callContext };
  };
  return {
    name,
    operation: signature.operation,
    store: factory?.given[0] ?? at(signature.store),
    key: at(signature.key),
    ttl: at(signature.ttl),
    end: at(signature.end),
    options: at(signature.options),
    optionsPosition: signature.options,
    text: at(signature.text),
    told: at(signature.told),
    factory,
  };
}

/** The stores of ours that an expression can be. */
export function madeStores(context: Context, store: Bound): MadeStore[] {
  return originsOf(context.resolver, store).flatMap((origin) =>
    origin.kind === "result" && origin.path.length === 0 ? (madeBy(context, origin) ?? []) : [],
  );
}

interface Helper {
  readonly name: string;
  readonly signature: Signature;
  readonly factory?: MadeStore | undefined;
}

const helperOf = (name: string | undefined, table: ReadonlyMap<string, Signature>): Helper | undefined => {
  const signature = name === undefined ? undefined : table.get(name);
  return name === undefined || signature === undefined ? undefined : { name, signature };
};

/** A callee that is imported under its name. */
function importedHelper(context: Context, callee: TSESTree.Node): Helper | undefined {
  const imported = importedAs(context.index, callee);
  return imported && exportedHelper(context, imported, callee);
}

function followedHelper(context: Context, callee: Bound): Helper | undefined {
  for (const origin of originsOf(context.resolver, callee)) {
    if (origin.kind === "import" && origin.path.length === 0) {
      const helper = exportedHelper(context, origin, origin.value.node);
      if (helper !== undefined) return helper;
    }
    if (origin.kind !== "result") continue;
    const [method, ...others] = origin.path;
    const factory = others.length === 0 ? madeBy(context, origin) : undefined;
    const helper = factory && helperOf(method, METHODS[factory.by]);
    if (helper !== undefined) return { ...helper, factory };
  }
  return undefined;
}

/** A helper by the name that a module exports it under. */
function exportedHelper(
  context: Context,
  { module, name }: { readonly module: string; readonly name: string },
  at: TSESTree.Node,
): Helper | undefined {
  if (module === STORES_MODULE) return helperOf(name, STORE_FUNCTIONS);
  const helper = helperOf(name, FUNCTIONS);
  return helper !== undefined && context.isHelpersModule(module, at) ? helper : undefined;
}

/** The store that a call of an export of ours gives. */
function madeBy(context: Context, made: Extract<Origin, { kind: "result" }>): MadeStore | undefined {
  const { of: origin, call, value } = made;
  if (origin.kind !== "import" || origin.path.length > 0) return undefined;
  const by =
    origin.module === STORES_MODULE ? nameIn(STORE_FACTORIES, origin.name) : nameIn(FACTORIES, origin.name);
  if (by === undefined) return undefined;
  if (origin.module !== STORES_MODULE && !context.isHelpersModule(origin.module, origin.value.node))
    return undefined;
  const spread = call.arguments.findIndex((argument) => argument.type === "SpreadElement");
  const given = spread < 0 ? call.arguments : call.arguments.slice(0, spread);
  return { by, call, given: given.map((node) => ({ node, callContext: value.callContext })) };
}

const METHODS: Readonly<Record<StoreFactory, Methods>> = { ...FACTORIES, ...STORE_FACTORIES };

const nameIn = <Name extends string>(
  table: Readonly<Record<Name, Methods>>,
  name: string,
): Name | undefined => {
  const isName = (given: string): given is Name => Object.hasOwn(table, given);
  return isName(name) ? name : undefined;
};
