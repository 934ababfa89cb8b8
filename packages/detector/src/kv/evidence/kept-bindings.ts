import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { literalText } from "../../eval/declared-types.js";
import { originsOf, rootOrigin } from "../../eval/origin.js";
import { placesOf } from "../../syntax/function-places.js";
import { isFunction, memberChain, memberName, peel, staticName } from "../../syntax/nodes.js";
import type { FileIndex } from "../../syntax/file-index.js";
import type { Context } from "../context.js";
import { BINDING_METHOD, BINDING_TYPE, EDGE_RUNTIME_MODULE } from "../vocabulary.js";
import { bindingHandedOver, isTold } from "./bindings.js";

/** A binding that the program puts, under a name, into what a framework hands on to its handlers. */
export interface KeptBinding {
  /** The binding's own name. */
  readonly binding: string;
  /** Where it is put there. */
  readonly at: TSESTree.Node;
}

/** Methods that keep something under a name, which others take out by it. */
export const KEEPERS = /^(?:set|register|provide|decorate|bind|add)$/;

interface Known {
  readonly files: number;
  readonly byName: ReadonlyMap<string, KeptBinding>;
}

const known = new WeakMap<Context, Known>();

/**
 * The bindings by the name under which they are kept: `kv` of `app.context.kv = env.SESSIONS`, of
 * `context.set("kv", env.SESSIONS)`, of `createContext = () => ({ kv: env.SESSIONS })`.
 */
export function keptBindings(context: Context): ReadonlyMap<string, KeptBinding> {
  const before = known.get(context);
  if (before?.files === context.files.length) return before.byName;
  const byName = new Map<string, KeptBinding>();
  const note = (name: string | undefined, value: TSESTree.Node): void => {
    if (name === undefined || byName.has(name)) return;
    const binding = bindingHandedOver(context, { node: value, callContext: null }, BINDING_METHOD);
    if (binding !== undefined) byName.set(name, { binding, at: value });
  };
  for (const file of context.files) {
    if (!mayNameBinding(context, file)) continue;
    for (const { property, value } of bindingsInObjects(context, file)) note(staticName(property), value);
    for (const { left, right } of file.memberAssignments)
      if (left.type === "MemberExpression" && isForeign(context, left)) note(memberName(left), right);
    for (const call of file.calls) {
      const [key, value] = call.arguments;
      const callee = peel(call.callee);
      if (key === undefined || value === undefined || callee.type !== "MemberExpression") continue;
      if (KEEPERS.test(memberName(callee) ?? "")) note(literalText(key), value);
    }
  }
  known.set(context, { files: context.files.length, byName });
  return byName;
}

/** Whether a file can name a binding: what others keep is never looked at. */
const mayNameBinding = (context: Context, { file }: FileIndex): boolean =>
  [
    EDGE_RUNTIME_MODULE,
    BINDING_TYPE,
    ...(context.settings.kvBindings ?? []),
    ...context.factsAt(file.ast).manifestBindings(),
  ].some((name) => file.text.includes(name));

/** `{ kv: env.SESSIONS }`, of the environment that the file imports. */
const bindingsInObjects = (
  context: Context,
  file: FileIndex,
): { readonly property: TSESTree.Property; readonly value: TSESTree.Node }[] =>
  file.imports.flatMap((declaration) =>
    declaration.source.value !== EDGE_RUNTIME_MODULE
      ? []
      : declaration.specifiers.flatMap(({ local }) =>
          (context.index.variableOf(local)?.references ?? []).flatMap(({ identifier }) => {
            const value = identifier.parent;
            const property = value.parent;
            return value.type === "MemberExpression" &&
              property?.type === "Property" &&
              property.value === value &&
              property.parent.type === "ObjectExpression"
              ? [{ property, value }]
              : [];
          }),
        ),
  );

/** Whether an object comes from a library, or to a function as what a library passes it. */
function isForeign(context: Context, { object }: TSESTree.MemberExpression): boolean {
  const root = memberChain(object)?.root;
  if (root?.type !== "Identifier") return false;
  const definition = context.index.variableOf(root)?.defs[0];
  if (definition?.type === "Parameter") return true;
  return originsOf(context.resolver, { node: root, callContext: null }).some(
    (origin) => origin.kind !== "unknown" && rootOrigin(origin).kind === "import",
  );
}

/** The binding that a receiver is which takes it out by its name, `context.kv`, `context.get("kv")`, of what a library hands over. */
export function keptBindingAt(context: Context, receiver: TSESTree.Node): KeptBinding | undefined {
  const node = peel(receiver);
  const name = nameTaken(context, node);
  if (name === undefined) return undefined;
  const kept = keptBindings(context).get(name);
  if (kept === undefined || context.importsForeignVendor(node)) return undefined;
  // What its type says counts, whatever it is called.
  if (receiver.parent !== undefined && isTold(context, { node: receiver.parent, callContext: null }))
    return undefined;
  return originsOf(context.resolver, { node, callContext: null }).every(
    (origin) => rootOrigin(origin).kind === "unknown" || (isOfStore(node) && origin.kind === "result"),
  )
    ? kept
    : undefined;
}

function nameTaken(context: Context, node: TSESTree.Node): string | undefined {
  switch (node.type) {
    case "MemberExpression":
      return isPassed(context, node) ? memberName(node) : undefined;
    case "CallExpression": {
      const [key, ...others] = node.arguments;
      const isGet = node.callee.type === "MemberExpression" && memberName(node.callee) === "get";
      return isGet && key !== undefined && others.length === 0 && isPassed(context, node.callee)
        ? literalText(key)
        : undefined;
    }
    case "Identifier": {
      // `({ kv }) => kv.put(…)`
      const definition = context.index.variableOf(node)?.defs[0];
      const property = definition?.name.parent;
      return property?.type === "Property" && isOfHandler(context, definition)
        ? staticName(property)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether what is read from is what a handler is called with, or what is asked of a store of the call. */
function isPassed(context: Context, node: TSESTree.Node): boolean {
  if (isOfStore(node)) return true;
  const root = rootOf(node);
  return root.type === "Identifier" && isOfHandler(context, context.index.variableOf(root)?.defs[0]);
}

/** `storage.getStore().kv` */
function isOfStore(node: TSESTree.Node): boolean {
  const root = rootOf(node);
  return (
    root.type === "CallExpression" &&
    root.callee.type === "MemberExpression" &&
    memberName(root.callee) === "getStore"
  );
}

function rootOf(node: TSESTree.Node): TSESTree.Node {
  let root = peel(node);
  while (root.type === "MemberExpression") root = peel(root.object);
  return root;
}

/**
 * Whether a definition is a parameter of a function that is only handed to code outside of the program:
 * `app.use((context) => …)`. One that the program calls is called with what the program has there.
 */
function isOfHandler(context: Context, definition: TSESLint.Scope.Definition | undefined): boolean {
  if (definition?.type !== "Parameter" || !isFunction(definition.node)) return false;
  const [own, ...named] = placesOf(context.index, definition.node);
  const places = own === undefined || isDeclared(own) ? named : [own, ...named];
  return places.length > 0 && places.every((place) => isHandedOut(context, place));
}

const isDeclared = ({ type, parent }: TSESTree.Node): boolean =>
  type === "FunctionDeclaration" || parent?.type === "VariableDeclarator";

/** Whether something stands in an argument of a call to what is not of the program: `route({ handler: place })`. */
function isHandedOut(context: Context, place: TSESTree.Node): boolean {
  let node = place;
  while (node.parent !== undefined && HOLDERS.has(node.parent.type)) node = node.parent;
  const call = node.parent;
  if (call?.type !== "CallExpression" && call?.type !== "NewExpression") return false;
  return (
    call.arguments.some((argument) => argument === node) &&
    context.resolver.functionsOf({ node: call.callee, callContext: null }).length === 0
  );
}

const HOLDERS: ReadonlySet<string> = new Set(["Property", "ObjectExpression", "ArrayExpression"]);
