import type { TSESTree } from "@typescript-eslint/utils";
import { memberChain, memberName } from "../syntax/nodes.js";
import type { FileIndex } from "../syntax/file-index.js";
import { globalPath } from "./steps/built-ins.js";
import type { SourceIndex } from "../syntax/source-index.js";

/** Methods of arrays, texts, collections and promises: never a client's, and most of a file's calls. */
const BUILT_IN_METHODS = new Set(
  [Array, String, Map, Set, Promise, RegExp, Object].flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype),
  ),
);
/** Clients and stores have methods of these names too. */
for (const name of ["get", "set", "delete"]) BUILT_IN_METHODS.delete(name);

/** Globals of the language and its platforms that make no request. */
const BUILT_IN_GLOBALS = new Set([
  "JSON",
  "Math",
  "Object",
  "Array",
  "String",
  "Number",
  "Boolean",
  "Date",
  "Promise",
  "Reflect",
  "Symbol",
  "BigInt",
  "Buffer",
  "console",
  "process",
  "crypto",
  "encodeURIComponent",
  "decodeURIComponent",
  "encodeURI",
  "parseInt",
  "parseFloat",
  "isNaN",
  "escape",
  "unescape",
  "btoa",
  "atob",
  "structuredClone",
  "setTimeout",
  "clearTimeout",
  "setInterval",
  "queueMicrotask",
  "require",
  "AbortSignal",
]);

/** What calls a function that it is given: `Promise.try(fetch, url)`. */
const CALLING_PATHS = new Set(["Reflect.apply", "Promise.try"]);
/** The names of those methods. */
const CALLING = new Set([...CALLING_PATHS].map((path) => path.slice(path.indexOf(".") + 1)));

/** The calls that can be a request or a store's method: all but those of the language itself. */
export function candidateCalls(index: SourceIndex, file: FileIndex): TSESTree.CallExpression[] {
  return file.calls.filter((call): call is TSESTree.CallExpression => {
    if (call.type !== "CallExpression") return false;
    const { callee } = call;
    if (callee.type === "Identifier") return !isBuiltInGlobal(index, callee);
    if (callee.type !== "MemberExpression") return true;
    const name = memberName(callee) ?? "";
    if (BUILT_IN_METHODS.has(name)) return false;
    if (CALLING.has(name) && CALLING_PATHS.has(globalPath(index, callee) ?? "")) return true;
    return !isBuiltIn(index, callee.object);
  });
}

/** Whether something is of the language: `Array.isArray`, `Symbol.prototype.toString`. */
function isBuiltIn(index: SourceIndex, node: TSESTree.Node): boolean {
  const root = memberChain(node)?.root;
  return root?.type === "Identifier" && isBuiltInGlobal(index, root);
}

const isBuiltInGlobal = (index: SourceIndex, identifier: TSESTree.Identifier): boolean =>
  BUILT_IN_GLOBALS.has(identifier.name) && index.variableOf(identifier) === undefined;
