import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { memberChain } from "../../syntax/nodes.js";
import { importedName, originsOf, rootOrigin } from "../../eval/origin.js";
import type { Origin } from "../../eval/origin.js";
import type { Bound } from "../../eval/call-context.js";
import type { DeclaredHelper } from "../settings.js";
import { typedPaths } from "./typed-paths.js";
import { SDK_COPY_METHOD, SDK_KEYS_PATH, SDK_MODULE, SDK_RESOURCE_TYPES } from "../vocabulary.js";
import { isForeignVendorModule, isTestDoubleModule } from "../../http/foreign-modules.js";

/** The members read from a `telnyx` SDK client: `["storage", "kvs", "keys", "update"]`. */
export function sdkPath(context: Context, callee: Bound): readonly string[] | undefined {
  for (const origin of originsOf(context.resolver, callee)) {
    const ofInstance = instancePath(origin);
    if (ofInstance !== undefined) return ofInstance;
    for (const { type, rest } of typedPaths(context, origin)) {
      if (type?.module === SDK_MODULE) return [...(type.members ?? []), ...rest];
      const resource =
        type?.module.startsWith(`${SDK_MODULE}/`) === true ? SDK_RESOURCE_TYPES.get(type.name) : undefined;
      if (resource !== undefined) return [...resource, ...(type?.members ?? []), ...rest];
    }
    // The chain is the SDK's alone; a client that another file made comes as an import or a parameter.
    const chain = calleePath(origin);
    const start = chain.length - SDK_KEYS_PATH.length - 1;
    if (
      start >= 0 &&
      SDK_KEYS_PATH.every((name, position) => chain[start + position] === name) &&
      !isContrary(origin)
    )
      return chain.slice(start);
  }
  return undefined;
}

/** The members read from `new Telnyx()`, or from a copy of it with other options. */
function instancePath(origin: Origin): readonly string[] | undefined {
  if (origin.kind === "instance")
    return origin.of.kind === "import" && origin.of.module === SDK_MODULE ? origin.path : undefined;
  if (origin.kind !== "result") return undefined;
  const copied = instancePath(origin.of);
  return copied?.length === 1 && copied[0] === SDK_COPY_METHOD ? origin.path : undefined;
}

const calleePath = (origin: Origin): readonly string[] =>
  origin.kind === "import" ? [origin.name, ...origin.path] : origin.path;

function isContrary(origin: Origin): boolean {
  const root = origin.kind === "instance" || origin.kind === "result" ? origin.of : origin;
  return root.kind === "import" && (isForeignVendorModule(root.module) || isTestDoubleModule(root.module));
}

/** Finds the declared helper that a callee is. */
export function declaredHelper(
  context: Context,
  callee: TSESTree.Node,
  declared: readonly (string | DeclaredHelper)[] | undefined,
): DeclaredHelper | undefined {
  if (declared === undefined || declared.length === 0) return undefined;
  const written = context.index
    .textOf(callee)
    .replaceAll(/[?!]?\.|\s+/g, (match) => (match.includes(".") ? "." : ""));
  const names = importedNames(context, callee);
  for (const entry of declared) {
    const helper = typeof entry === "string" ? { name: entry } : entry;
    const froms = helper.from === undefined ? undefined : [helper.from].flat();
    if (
      froms === undefined
        ? written === helper.name || names.some(({ name }) => name === helper.name)
        : names.some(
            ({ name, module }) =>
              name === helper.name && froms.some((from) => isFrom(context, callee, module, from)),
          )
    ) {
      return helper;
    }
  }
  return undefined;
}

/** Whether a module is the one that a setting names: by the specifier itself, or by the path that it leads to. */
const isFrom = (context: Context, callee: TSESTree.Node, module: string, from: string): boolean =>
  module === from || context.factsAt(callee).leadsTo?.(module, from) === true;

interface ImportedMember {
  readonly module: string;
  readonly name: string;
}

/** The imports that a callee can be a member of: itself, of an instance, of a factory's result, by its declared type. */
function importedNames(context: Context, callee: TSESTree.Node): ImportedMember[] {
  const found: ImportedMember[] = [];
  const chain = memberChain(callee);
  const definition =
    chain?.root.type === "Identifier" ? context.index.variableOf(chain.root)?.defs[0] : undefined;
  // What is imported counts by its name also where its file is at hand.
  if (
    chain !== undefined &&
    definition?.type === "ImportBinding" &&
    definition.parent.type === "ImportDeclaration"
  ) {
    const [own] = chain.root.type === "Identifier" ? [importedName(definition.node)] : [];
    found.push({
      module: definition.parent.source.value,
      name: [...(own === "*" ? [] : [own]), ...chain.path].join("."),
    });
  }
  for (const origin of originsOf(context.resolver, { node: callee, callContext: null })) {
    const root = rootOrigin(origin);
    if (root.kind === "import")
      found.push({
        module: root.module,
        name: [root.name, ...root.path, ...(root === origin ? [] : origin.path)].join("."),
      });
    for (const { type, rest } of typedPaths(context, origin)) {
      if (type !== undefined)
        found.push({ module: type.module, name: [type.name, ...(type.members ?? []), ...rest].join(".") });
    }
  }
  return found;
}

/**
 * Whether a callee is the quick start's helper of that name: unresolved, a parameter, or imported
 * from a module that is not another vendor's. A function of this file is judged by its body instead.
 */
export function isQuickStartHelper(context: Context, callee: TSESTree.Node, name: string): boolean {
  if (context.importsForeignVendor(callee)) return false;
  return originsOf(context.resolver, { node: callee, callContext: null }).some((origin) => {
    switch (origin.kind) {
      case "import":
        if (isForeignVendorModule(origin.module) || isTestDoubleModule(origin.module)) return false;
        return origin.path.length === 0
          ? origin.name === name
          : origin.path.length === 1 && origin.path[0] === name && origin.name === "default";
      case "global":
        return origin.name === name && origin.path.length === 0;
      case "unknown":
      case "instance":
      case "result":
        // A parameter, or a variable whose value comes from elsewhere: known by its own name.
        return (
          callee.type === "Identifier" &&
          callee.name === name &&
          origin.value.node.type !== "FunctionDeclaration" &&
          !isFunctionLike(origin.value.node)
        );
    }
  });
}

const isFunctionLike = (node: TSESTree.Node): boolean =>
  node.type === "FunctionDeclaration" ||
  node.type === "FunctionExpression" ||
  node.type === "ArrowFunctionExpression";
