import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { computedKey } from "../../syntax/computed-key.js";
import { memberChain, memberName, peel, thisOwner } from "../../syntax/nodes.js";
import type { Bound } from "../../eval/call-context.js";
import { originsOf } from "../../eval/origin.js";
import type { Origin } from "../../eval/origin.js";
import { canBe } from "../../eval/text/pattern.js";
import type { Pattern } from "../../eval/text/pattern.js";
import { isText } from "../../eval/text/static-text.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import type { ImportedType } from "../../types/type-names.js";
import { BINDING_TYPE, EDGE_RUNTIME_MODULE, ENV_TYPE } from "../vocabulary.js";
import { onlyOf, typedPaths } from "./typed-paths.js";
import type { TypedPath } from "./typed-paths.js";

/**
 * The names of the edge bindings whose method a callee can be, on positive evidence only: `for (const kv of [env.A, env.B])`;
 * `*` for one of which the name is not known.
 */
export function bindingNames(context: Context, callee: Bound, method: string): readonly string[] {
  const names = originsOf(context.resolver, callee).flatMap((origin) =>
    origin.path.at(-1) === method ? (bindingOfMethod(context, callee.node, origin) ?? []) : [],
  );
  return names.length > 0 ? [...new Set(names)] : bindingByOwnType(context, callee, method);
}

/**
 * What the type of the receiver itself says, whatever value it has: by annotations, or as TypeScript knows it by the
 * declarations of others' code: `event.platform.env.SESSIONS` of a framework.
 */
function bindingByOwnType(context: Context, callee: Bound, method: string): readonly string[] {
  const member = peel(callee.node);
  if (member.type !== "MemberExpression" || memberName(member) !== method) return [];
  // To load a compiler takes long: what annotations say is enough.
  const isBinding =
    isAnnotatedBinding(context, member.object) ||
    (!isTold(context, callee) && context.isTypedBinding(member.object));
  if (isBinding !== true) return [];
  const chain = memberChain(member.object);
  const name = chain?.path.at(-1);
  const holder = chain?.path.at(-2) ?? (chain?.root.type === "Identifier" ? chain.root.name : "");
  return [name !== undefined && isNameOfBinding(name, holder) ? name : ANY_MEMBER];
}

/** Whether annotations say that an expression is a binding. */
export const isAnnotatedBinding = (context: Context, expression: TSESTree.Node): boolean =>
  isBindingType(onlyOf(context.expressionTypes.importsOf(expression)));

/** Whether annotations say what a method is called on. */
export const isTold = (context: Context, callee: Bound): boolean =>
  originsOf(context.resolver, callee).some((origin) =>
    typedPaths(context, origin).some(({ rest, isResolved }) => rest.length === 1 && isResolved),
  );

/** The same for the binding itself, as it is handed to a function that will call the method. */
export function bindingHandedOver(context: Context, binding: Bound, method: string): string | undefined {
  for (const origin of originsOf(context.resolver, binding)) {
    const { path, value } = origin;
    const name = bindingOfMethod(context, binding.node, {
      ...origin,
      path: [...path, method],
      value: { ...value, path: [...value.path, method] },
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
    return isBindingType(own.type) ? (bindingIn(context, origin) ?? ANY_MEMBER) : undefined;
  }
  if (receiver === undefined)
    return isNamedBinding(context, node, nameOf(origin), own) ? nameOf(origin) : undefined;
  const isRuntimeEnv =
    origin.kind === "import" &&
    origin.module === EDGE_RUNTIME_MODULE &&
    origin.name === "env" &&
    path.length === 2;
  if (isRuntimeEnv || isAgentEnv(context, origin)) {
    const added = context.expressionTypes.importsOfAmbient(EDGE_RUNTIME_MODULE, ENV_TYPE, receiver);
    if (added.length > 0) return isBindingType(onlyOf(added)) ? receiver : undefined;
    const listed = context.factsAt(node).manifestBindings();
    if (listed.length === 0 || isListed(context, node, receiver)) return receiver;
    const canName = (pattern: Pattern): boolean => listed.some((name) => canBe(pattern, name));
    return receiver === ANY_MEMBER && partlyKnownNames(context, node).some(canName) ? receiver : undefined;
  }
  return isNamedBinding(context, node, receiver, own) ? receiver : undefined;
}

/** How a method's receiver may be called under a name of which a part is known: `SHARD_*` of `env[\`SHARD_${shard}\`].get`. */
function partlyKnownNames(context: Context, callee: TSESTree.Node): Pattern[] {
  const method = peel(callee);
  const receiver = method.type === "MemberExpression" ? peel(method.object) : undefined;
  const key = receiver === undefined ? undefined : computedKey(context.index, receiver);
  if (key === undefined) return [];
  return patternsOf(context.resolver, { node: key, callContext: null }).filter((pattern) =>
    pattern.some((part) => isText(part) && part.text !== ""),
  );
}

/**
 * The binding that the member of a typed object is called like. The name of a parameter or variable says nothing of it,
 * unless it is a global's in capitals, nor does that of a field: `class Sessions { constructor(private kv: KvNamespace) {} }`.
 */
function bindingIn(context: Context, origin: Origin): string | undefined {
  const { path, value } = origin;
  const receiver = path.at(-2);
  if (receiver === undefined) {
    const variable = value.node.type === "Identifier" ? context.index.variableOf(value.node) : undefined;
    if (variable === undefined || variable.defs[0]?.type === "Parameter") return undefined;
    return isNameOfBinding(variable.name, "") ? variable.name : undefined;
  }
  return isNameOfBinding(receiver, path.at(-3) ?? nameOf(origin)) ? receiver : undefined;
}

/** Whether a member is called as the manifest calls the binding: in an environment, or in capitals. `context.var.kv` may hold any. */
const isNameOfBinding = (name: string, holder: string): boolean =>
  /^[A-Z][A-Z\d_]*$/.test(name) || /^(?:env|environment|bindings)$/i.test(holder);

const isBindingType = (type: ImportedType | undefined): boolean =>
  type?.module === EDGE_RUNTIME_MODULE && type.name === BINDING_TYPE;

const nameOf = (origin: Origin): string =>
  origin.value.node.type === "Identifier" ? origin.value.node.name : "";

/** `this.env.X` in a class that extends one of the runtime's own. */
function isAgentEnv(context: Context, origin: Origin): boolean {
  const { node, path } = origin.value;
  if (node.type !== "ThisExpression" || path.length !== 3 || path[0] !== "env") return false;
  const owner = thisOwner(node);
  const parent = owner?.type === "ClassBody" ? owner.parent.superClass : null;
  if (parent === null) return false;
  return originsOf(context.resolver, { node: parent, callContext: null }).some(
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
  // What is listed first: where nothing is, a text of megabytes is not searched at each of its calls.
  return (
    isListed(context, callee, name) &&
    !(declared?.isDeclared === true ? CLOUDFLARE_NAME : CLOUDFLARE_TYPE).test(text)
  );
}

/** Whether the settings or the function's manifest name a binding as one to a namespace. */
const isListed = (context: Context, node: TSESTree.Node, name: string): boolean =>
  (context.settings.kvBindings ?? []).includes(name) ||
  context.factsAt(node).manifestBindings().includes(name);

/** Cloudflare's ambient type is spelled with a capital V. */
const CLOUDFLARE_NAME = /\bKVNamespace\b/;
/** The same where a type stands, so that a comment on where the code came from does not count. */
const CLOUDFLARE_TYPE = /(?:[:<|&,]|\bas|\bextends)\s*(?:\w+\.)*KVNamespace\b/;
