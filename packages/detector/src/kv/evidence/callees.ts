import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { memberChain, thisOwner } from "../../syntax/nodes.js";
import { declaredTypesOf } from "../../eval/leaf-types.js";
import { importedName, originsOf, rootOrigin } from "../../eval/origin.js";
import type { Origin } from "../../eval/origin.js";
import type { Bound } from "../../eval/frames.js";
import type { DeclaredHelper } from "../settings.js";
import type { ImportedType } from "../../types/type-names.js";
import {
  BINDING_TYPE,
  EDGE_RUNTIME_MODULE,
  SDK_COPY_METHOD,
  SDK_KEYS_PATH,
  SDK_MODULE,
  SDK_RESOURCE_TYPES,
} from "../vocabulary.js";
import { isForeignVendorModule, isTestDoubleModule } from "../../http/foreign-modules.js";

/** The type that a value's declaration names, and the members read from there. */
interface TypedPath {
  readonly type: ImportedType | undefined;
  /** Whether a declared type was found at all. */
  readonly isDeclared: boolean;
  readonly rest: readonly string[];
}

/** What the declared types say of each step of an origin's member path, outermost first. */
function typedPaths(context: Context, { leaf }: Origin): TypedPath[] {
  return leaf.path.map((_, depth) => {
    const declared = declaredTypesOf(context.types, leaf, depth);
    const imported = declared.map((type) => context.types.importOf(type)).find((type) => type !== undefined);
    return { type: imported, isDeclared: declared.length > 0, rest: leaf.path.slice(depth) };
  });
}

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

/**
 * The names of the edge bindings whose method a callee can be, on positive evidence only: `for (const kv of [env.A, env.B])`;
 * `*` for one of which the name is not known.
 */
export function bindingNames(context: Context, callee: Bound, method: string): readonly string[] {
  const names = originsOf(context.resolver, callee).flatMap((origin) =>
    origin.path.at(-1) === method ? (bindingOfMethod(context, callee.node, origin) ?? []) : [],
  );
  return [...new Set(names)];
}

/** The same for the binding itself, as it is handed to a function that will call the method. */
export function bindingHandedOver(context: Context, binding: Bound, method: string): string | undefined {
  for (const origin of originsOf(context.resolver, binding)) {
    const { path, leaf } = origin;
    const name = bindingOfMethod(context, binding.node, {
      ...origin,
      path: [...path, method],
      leaf: { ...leaf, path: [...leaf.path, method] },
    });
    if (name !== undefined) return name;
  }
  return undefined;
}

function bindingOfMethod(context: Context, node: TSESTree.Node, origin: Origin): string | undefined {
  const { path } = origin;
  const receiver = path.at(-2);
  const types = typedPaths(context, origin);
  const own = types.find(({ rest }) => rest.length === 1);
  if (own?.type !== undefined) {
    // A declared type of another module, or the runtime's object storage, is contrary evidence.
    return own.type.module === EDGE_RUNTIME_MODULE && own.type.name === BINDING_TYPE
      ? (bindingIn(context, origin) ?? ANY_MEMBER)
      : undefined;
  }
  if (receiver === undefined)
    return isNamedBinding(context, node, nameOf(origin), own) ? nameOf(origin) : undefined;
  const isRuntimeEnv =
    origin.kind === "import" &&
    origin.module === EDGE_RUNTIME_MODULE &&
    origin.name === "env" &&
    path.length === 2;
  return isRuntimeEnv || isAgentEnv(context, origin) || isNamedBinding(context, node, receiver, own)
    ? receiver
    : undefined;
}

/**
 * The binding that the member of a typed object is called like. A parameter's own name says nothing of it, nor does
 * that of a field: `class Sessions { constructor(private kv: KvNamespace) {} }`.
 */
function bindingIn(context: Context, { path, leaf }: Origin): string | undefined {
  const receiver = path.at(-2);
  if (receiver === undefined) {
    const variable = leaf.node.type === "Identifier" ? context.index.variableOf(leaf.node) : undefined;
    return variable === undefined || variable.defs[0]?.type === "Parameter" ? undefined : variable.name;
  }
  return leaf.node.type === "ThisExpression" && path.length === 2 ? undefined : receiver;
}

const nameOf = (origin: Origin): string =>
  origin.leaf.node.type === "Identifier" ? origin.leaf.node.name : "";

/** `this.env.X` in a class that extends one of the runtime's own. */
function isAgentEnv(context: Context, origin: Origin): boolean {
  const { node, path } = origin.leaf;
  if (node.type !== "ThisExpression" || path.length !== 3 || path[0] !== "env") return false;
  const owner = thisOwner(node);
  const parent = owner?.type === "ClassBody" ? owner.parent.superClass : null;
  if (parent === null) return false;
  return originsOf(context.resolver, { node: parent, frame: null }).some(
    (base) => base.kind === "import" && base.module === EDGE_RUNTIME_MODULE,
  );
}

/** A binding that the settings or the function's manifest name, unless the file speaks of another vendor. */
function isNamedBinding(
  context: Context,
  callee: TSESTree.Node,
  name: string,
  declared: TypedPath | undefined,
): boolean {
  if (context.importsForeignVendor(callee) || name === "") return false;
  const { text } = context.index.fileOf(callee).file;
  if ((declared?.isDeclared === true ? CLOUDFLARE_NAME : CLOUDFLARE_TYPE).test(text)) return false;
  return (
    (context.settings.kvBindings ?? []).includes(name) ||
    context.factsAt(callee).manifestBindings().includes(name)
  );
}

/** Cloudflare's ambient type is spelled with a capital V. */
const CLOUDFLARE_NAME = /\bKVNamespace\b/;
/** The same where a type stands, so that a comment on where the code came from does not count. */
const CLOUDFLARE_TYPE = /(?:[:<|&,]|\bas|\bextends)\s*(?:\w+\.)*KVNamespace\b/;

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
  for (const origin of originsOf(context.resolver, { node: callee, frame: null })) {
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
  return originsOf(context.resolver, { node: callee, frame: null }).some((origin) => {
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
          origin.leaf.node.type !== "FunctionDeclaration" &&
          !isFunctionLike(origin.leaf.node)
        );
    }
  });
}

const isFunctionLike = (node: TSESTree.Node): boolean =>
  node.type === "FunctionDeclaration" ||
  node.type === "FunctionExpression" ||
  node.type === "ArrowFunctionExpression";
