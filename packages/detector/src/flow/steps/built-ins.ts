import type { TSESTree } from "@typescript-eslint/utils";
import { memberChain, memberName } from "../../syntax/nodes.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import { parseRow } from "./rows.js";
import type { Row } from "./rows.js";

/** What a method is called on, as far as it is known there. */
export type Receiver = "array" | "promise" | "map" | "set" | "function" | "response" | "body" | "text";

const COPY = ["Argument[0] → ReturnValue"];
const TAKES = ["Argument[*] → nobody"];
/** What it gives, or keeps, has all of it in another form, or under a name: who takes it from there is not seen. */
const HIDES = ["Argument[*] → nobody as hidden"];
/** Which members it has decides. */
const NAMES = ["Argument[0] → nobody as names"];
/** It looks at what it is given, and nothing of it goes on. */
const LOOKS: readonly string[] = [];

/** Each function gets what the one before it gives, or what the first argument is. */
const PIPELINE = [0, 1, 2, 3, 4].flatMap((stage) => [
  `Argument[${stage}].Return → Argument[${stage + 1}].Parameter[0]`,
  ...(stage === 0 ? ["Argument[0] → Argument[1].Parameter[0]"] : []),
]);

/** Functions of the platform, by the path of their name from the global object. */
const GLOBALS: Readonly<Record<string, readonly string[]>> = {
  "Promise.resolve": COPY,
  // The same array, with its elements waited for.
  "Promise.all": COPY,
  "Promise.race": ["Argument[0].Element → ReturnValue"],
  "Promise.any": ["Argument[0].Element → ReturnValue"],
  "Promise.allSettled": ["Argument[0].Element → ReturnValue.Element.Member[value]"],
  "Promise.try": ["Argument[0].Return → ReturnValue", "Argument[1] → Argument[0].Parameter[0]"],
  structuredClone: COPY,
  "Object.freeze": COPY,
  "Object.seal": COPY,
  "Object.preventExtensions": COPY,
  // What it inherits; it has members of its own besides.
  "Object.create": ["Argument[0].Member → ReturnValue.Member"],
  "Object.assign": ["Argument[*].Member → ReturnValue.Member"],
  "Object.values": ["Argument[0].Member → ReturnValue.Element"],
  "Object.entries": ["Argument[0].Member → ReturnValue.Element.Member[1]"],
  "Object.fromEntries": ["Argument[0].Element.Member[1] → ReturnValue.Member"],
  "Object.keys": NAMES,
  "Object.getOwnPropertyNames": NAMES,
  "Reflect.ownKeys": NAMES,
  "Object.hasOwn": LOOKS,
  "Object.is": LOOKS,
  "Array.from": [
    "Argument[0].Element → ReturnValue.Element unless Argument[1]",
    "Argument[0].Element → Argument[1].Parameter[0]",
    "Argument[1].Return → ReturnValue.Element",
  ],
  "Array.of": ["Argument[*] → ReturnValue.Element"],
  "Array.isArray": LOOKS,
  "JSON.parse": ["Argument[0] → ReturnValue as parsed"],
  "JSON.stringify": ["Argument[0] → ReturnValue as json"],
  String: ["Argument[0] → ReturnValue as text"],
  Number: TAKES,
  Boolean: LOOKS,
  isNaN: TAKES,
  parseInt: TAKES,
  parseFloat: TAKES,
  encodeURIComponent: HIDES,
  encodeURI: HIDES,
  decodeURIComponent: HIDES,
  btoa: HIDES,
  atob: HIDES,
  alert: TAKES,
  // Whichever member it is.
  "Reflect.get": ["Argument[0].Member → ReturnValue"],
  "Reflect.apply": ["Argument[2].Element → Argument[0].Parameter[0]", "Argument[0].Return → ReturnValue"],
  // What the callback gives is thrown away.
  setTimeout: ["Argument[2] → Argument[0].Parameter[0]"],
  setInterval: ["Argument[2] → Argument[0].Parameter[0]"],
  setImmediate: ["Argument[1] → Argument[0].Parameter[0]"],
  queueMicrotask: LOOKS,
};

/** The same of the platform's modules, by module and path. */
const MODULES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  stream: {
    "Readable.from": ["Argument[0].Element → ReturnValue.Element"],
    pipeline: PIPELINE,
  },
  "stream/promises": { pipeline: PIPELINE },
};

/** Objects of the platform whose methods all take what they are given, or only look at it. */
const WHOLE_OBJECTS: Readonly<Record<string, readonly string[]>> = {
  console: LOOKS,
  Math: TAKES,
  Number: TAKES,
  Buffer: HIDES,
  crypto: TAKES,
  process: TAKES,
  Response: TAKES,
  String: TAKES,
  Date: TAKES,
  localStorage: HIDES,
  sessionStorage: HIDES,
  Intl: TAKES,
};

/** Classes of the platform: what becomes of what their constructors are given. */
const CONSTRUCTORS: Readonly<Record<string, readonly string[]>> = {
  Map: ["Argument[0].Element.Member[1] → ReturnValue.Member"],
  Set: ["Argument[0].Element → ReturnValue.Element"],
  Array: ["Argument[*] → ReturnValue.Element"],
  // Of a second response it takes status and headers.
  Response: ["Argument[0] → ReturnValue as response"],
  Request: TAKES,
  URL: HIDES,
  Blob: HIDES,
  File: HIDES,
  Date: TAKES,
  Error: TAKES,
  TypeError: TAKES,
  RangeError: TAKES,
  String: TAKES,
  Number: TAKES,
  RegExp: TAKES,
  Headers: HIDES,
  FormData: TAKES,
  URLSearchParams: HIDES,
};

const ELEMENT_TO_CALLBACK = "Argument[this].Element → Argument[0].Parameter[0]";
const ELEMENTS_KEPT = "Argument[this].Element → ReturnValue.Element";
const ELEMENT_TAKEN = "Argument[this].Element → ReturnValue";
const ELEMENTS_AS_TEXT = ["Argument[this].Element → nobody as hidden"];
const ADDED = ["Argument[*] → Argument[this].Element"];
const SAME = ["Argument[this] → ReturnValue"];
const REDUCED = [
  "Argument[this].Element → Argument[0].Parameter[1]",
  "Argument[this].Element → Argument[0].Parameter[0] unless Argument[1]",
  "Argument[1] → Argument[0].Parameter[0]",
  "Argument[0].Return → Argument[0].Parameter[0]",
  "Argument[1] → ReturnValue",
  "Argument[0].Return → ReturnValue",
];

/** Methods, by what they are called on. */
const METHODS: Readonly<Record<Receiver, Readonly<Record<string, readonly string[]>>>> = {
  array: {
    map: [ELEMENT_TO_CALLBACK, "Argument[0].Return → ReturnValue.Element"],
    flatMap: [
      ELEMENT_TO_CALLBACK,
      "Argument[0].Return → ReturnValue.Element",
      "Argument[0].Return.Element → ReturnValue.Element",
    ],
    forEach: [ELEMENT_TO_CALLBACK],
    filter: [ELEMENT_TO_CALLBACK, ELEMENTS_KEPT],
    find: [ELEMENT_TO_CALLBACK, ELEMENT_TAKEN],
    findLast: [ELEMENT_TO_CALLBACK, ELEMENT_TAKEN],
    findIndex: [ELEMENT_TO_CALLBACK],
    findLastIndex: [ELEMENT_TO_CALLBACK],
    some: [ELEMENT_TO_CALLBACK],
    every: [ELEMENT_TO_CALLBACK],
    reduce: REDUCED,
    reduceRight: REDUCED,
    at: [ELEMENT_TAKEN],
    pop: [ELEMENT_TAKEN],
    shift: [ELEMENT_TAKEN],
    slice: [ELEMENTS_KEPT],
    splice: [ELEMENTS_KEPT],
    reverse: [ELEMENTS_KEPT],
    toReversed: [ELEMENTS_KEPT],
    toSpliced: [ELEMENTS_KEPT],
    with: [ELEMENTS_KEPT, "Argument[1] → ReturnValue.Element"],
    sort: [ELEMENTS_KEPT, ELEMENT_TO_CALLBACK, "Argument[this].Element → Argument[0].Parameter[1]"],
    toSorted: [ELEMENTS_KEPT, ELEMENT_TO_CALLBACK, "Argument[this].Element → Argument[0].Parameter[1]"],
    concat: [ELEMENTS_KEPT, "Argument[*].Element → ReturnValue.Element"],
    flat: [ELEMENTS_KEPT, "Argument[this].Element.Element → ReturnValue.Element"],
    values: [ELEMENTS_KEPT],
    entries: ["Argument[this].Element → ReturnValue.Element.Member[1]"],
    keys: LOOKS,
    join: ELEMENTS_AS_TEXT,
    toString: ELEMENTS_AS_TEXT,
    includes: LOOKS,
    indexOf: LOOKS,
    lastIndexOf: LOOKS,
    push: ADDED,
    unshift: ADDED,
  },
  promise: {
    then: [
      "Argument[this] → Argument[0].Parameter[0]",
      "Argument[this] → ReturnValue unless Argument[0]",
      "Argument[0].Return → ReturnValue",
      "Argument[1].Return → ReturnValue",
    ],
    catch: ["Argument[this] → ReturnValue", "Argument[0].Return → ReturnValue"],
    finally: SAME,
  },
  map: {
    get: ["Argument[this].Member → ReturnValue"],
    set: ["Argument[1] → Argument[this].Member", "Argument[this] → ReturnValue"],
    values: ["Argument[this].Member → ReturnValue.Element"],
    forEach: ["Argument[this].Member → Argument[0].Parameter[0]"],
    entries: ["Argument[this].Member → ReturnValue.Element.Member[1]"],
    keys: LOOKS,
    has: LOOKS,
    delete: LOOKS,
  },
  set: {
    add: ["Argument[0] → Argument[this].Element", "Argument[this] → ReturnValue"],
    values: [ELEMENTS_KEPT],
    forEach: [ELEMENT_TO_CALLBACK],
    has: LOOKS,
    delete: LOOKS,
  },
  function: {
    call: ["Argument[1] → Argument[this].Parameter[0]", "Argument[this].Return → ReturnValue"],
    apply: ["Argument[1].Element → Argument[this].Parameter[0]", "Argument[this].Return → ReturnValue"],
    // With further arguments it is another function.
    bind: ["Argument[this] → ReturnValue unless Argument[1]"],
  },
  // The SDK's promise is taken for what it gives.
  response: { clone: SAME, asResponse: SAME },
  body: { tee: ["Argument[this] → ReturnValue.Element"] },
  text: { toString: SAME, valueOf: SAME, trim: SAME, trimStart: SAME, trimEnd: SAME },
};

const parsed = new Map<readonly string[], readonly Row[]>();

/** The rows of one function, read when they are asked for first. */
function read(texts: readonly string[] | undefined): readonly Row[] | undefined {
  if (texts === undefined) return undefined;
  const known = parsed.get(texts) ?? texts.map(parseRow);
  parsed.set(texts, known);
  return known;
}

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** What a function of the platform does, by the path of its name: `Promise.all`. Its own arguments only. */
export const rowsOfGlobal = (path: string): readonly Row[] | undefined =>
  read(own(GLOBALS, path) ?? (path.includes(".") ? own(WHOLE_OBJECTS, path.split(".")[0] ?? "") : undefined));

/** The same of what a module of the platform exports. */
export function rowsOfImport(module: string, path: string): readonly Row[] | undefined {
  const exported = own(MODULES, module.replace(/^node:/, ""));
  return exported === undefined ? undefined : read(own(exported, path));
}

/** What a class of the platform does with what `new` hands it. */
export const rowsOfConstructor = (name: string): readonly Row[] | undefined => read(own(CONSTRUCTORS, name));

/** What a method does, by what it is called on. */
export const rowsOfMethod = (receiver: Receiver, name: string): readonly Row[] | undefined =>
  read(own(METHODS[receiver], name));

const GLOBAL_OBJECTS = new Set(["globalThis", "window", "self", "global"]);

/**
 * The path of a global's name: `Promise.all`, `globalThis.structuredClone`. `undefined` where the program
 * declares the name itself, whatever it is called.
 */
export function globalPath(index: SourceIndex, node: TSESTree.Node): string | undefined {
  const chain = memberChain(node);
  if (chain?.root.type !== "Identifier" || index.variableOf(chain.root) !== undefined) return undefined;
  const { name } = chain.root;
  const path = GLOBAL_OBJECTS.has(name) && chain.path.length > 0 ? chain.path : [name, ...chain.path];
  return path.join(".");
}

/** The module that a callee is imported from, and its path there: `Readable.from`, `stream.Readable.from`. */
function importedPath(
  index: SourceIndex,
  node: TSESTree.Node,
): { readonly module: string; readonly path: string } | undefined {
  const chain = memberChain(node);
  const definition = chain?.root.type === "Identifier" ? index.variableOf(chain.root)?.defs[0] : undefined;
  if (chain === undefined || definition?.type !== "ImportBinding") return undefined;
  const { node: specifier, parent } = definition;
  if (parent.type !== "ImportDeclaration") return undefined;
  const name =
    specifier.type === "ImportSpecifier" && specifier.imported.type === "Identifier"
      ? [specifier.imported.name]
      : [];
  return { module: parent.source.value, path: [...name, ...chain.path].join(".") };
}

/** What a function of the platform does that is called there, be it a global or one of its modules'. */
export function platformRows(
  index: SourceIndex,
  { callee }: TSESTree.CallExpression,
): readonly Row[] | undefined {
  const path = globalPath(index, callee);
  if (path !== undefined) return rowsOfGlobal(path);
  const imported = importedPath(index, callee);
  return imported === undefined ? undefined : rowsOfImport(imported.module, imported.path);
}

/** The same of a method, by its name alone: of promises and of arrays. */
export function methodRows({ callee }: TSESTree.CallExpression): readonly Row[] | undefined {
  const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
  return name === undefined ? undefined : (rowsOfMethod("promise", name) ?? rowsOfMethod("array", name));
}

/** What a call does by the tables, whatever its method is called on; nothing that is known: no rows. */
export const rowsOfCall = (index: SourceIndex, call: TSESTree.CallExpression): readonly Row[] =>
  platformRows(index, call) ?? methodRows(call) ?? [];

/** Everything in the tables, for tests that go through all of it. */
export const allBuiltIns = (): { readonly name: string; readonly rows: readonly Row[] }[] => [
  ...Object.keys(GLOBALS).map((name) => ({ name, rows: rowsOfGlobal(name) ?? [] })),
  ...Object.entries(MODULES).flatMap(([module, functions]) =>
    Object.keys(functions).map((name) => ({
      name: `${module}: ${name}`,
      rows: rowsOfImport(module, name) ?? [],
    })),
  ),
  ...Object.keys(CONSTRUCTORS).map((name) => ({ name: `new ${name}`, rows: rowsOfConstructor(name) ?? [] })),
  ...Object.entries(METHODS).flatMap(([receiver, methods]) =>
    Object.entries(methods).map(([name, rows]) => ({ name: `${receiver}.${name}`, rows: read(rows) ?? [] })),
  ),
];
