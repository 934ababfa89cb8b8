import type { TSESTree } from "@typescript-eslint/utils";
import { parameterPlace } from "../syntax/binding-pattern.js";
import { usesOfRead } from "../kv/uses/read-uses.js";
import { callsOf } from "../eval/call-context.js";
import type { Context } from "../kv/context.js";
import { enclosingFunction, isFunction, peel, staticName } from "../syntax/nodes.js";
import type { FunctionNode } from "../syntax/nodes.js";
import { memberOfExport } from "../eval/lookups.js";
import { exportedNames } from "../syntax/module/modules.js";
import type { Operations } from "../kv/operations/operations.js";
import type { Bound, CallContext, AbstractValue } from "../eval/call-context.js";
import { startOf } from "../rewrite/reads/read-shape.js";
import { isText } from "../eval/text/static-text.js";
import type { StoreKey } from "../kv/stores/store.js";
import type { AnswerInContext } from "../eval/calls/call-contexts.js";
import type { ParsedFile } from "../syntax/parsed-file.js";

/** A writer or reader of the program's own, as its file exports it. */
export interface DiscoveredHelper {
  readonly file: ParsedFile;
  /** The exported name, or a member of what is exported: `kv.put`, `Kv.put` of the instances, `createKv.put` of what it gives. */
  readonly name: string;
  readonly keyArgument: number | undefined;
  /** `undefined` for a reader. */
  readonly valueArgument: number | undefined;
}

/** Where a writer or reader takes what from. */
interface Roles {
  readonly key: number | undefined;
  /** `undefined` for a reader. */
  readonly value: number | undefined;
}

/** The program's own functions that hand a value to the service, or what it holds back, unchanged: as other files import them. */
export function discoverHelpers(
  context: Context,
  operations: Operations,
): { writers: DiscoveredHelper[]; readers: DiscoveredHelper[] } {
  const roles = new Map<FunctionNode, Roles>();
  for (const { answers } of operations.writes()) {
    // One that says itself what it stores is mended itself; what its callers pass is no payload.
    if (answers.find(({ value }) => value !== undefined)?.value?.verbatim !== undefined) continue;
    for (const { value: write } of innermost(answers)) {
      const value =
        write.write.value === undefined ? undefined : parameterOf(context, write.write.value.bound);
      if (value !== undefined)
        spread(context, roles, value.fn, {
          key: keyParameter(context, write.write.store, value.fn),
          value: value.position,
        });
    }
  }
  for (const { call, answers } of operations.reads()) {
    for (const { value: read, callContext } of innermost(answers)) {
      const fn = enclosingFunction((callContext === null ? undefined : callsOf(callContext).at(-1)) ?? call);
      const givers = usesOfRead(context, call, startOf(read.result), (each) =>
        context.callersOf(each),
      ).returnedBy;
      if (fn !== undefined && givers.has(fn))
        spread(context, roles, fn, { key: keyParameter(context, read.store, fn), value: undefined }, givers);
    }
  }
  // They stand in files that were added: what an export leads to beyond those is none of them.
  return roles.size === 0
    ? { writers: [], readers: [] }
    : context.modules.withoutLoading(() => namesOf(context, roles));
}

/**
 * The answers with as few callers as it takes to know that a call is a write or read: a general
 * `request(method, path)` is none by itself, the function that calls it with a key's URL is.
 */
const innermost = <T>(
  answers: readonly AnswerInContext<T | undefined>[],
): { readonly value: T; readonly callContext: CallContext | null }[] =>
  answers.flatMap(({ value, callContext, from }) =>
    value === undefined || from?.value !== undefined ? [] : [{ value, callContext }],
  );

/** Notes a function's roles, and those of functions that only hand their parameters on to it. */
function spread(
  context: Context,
  known: Map<FunctionNode, Roles>,
  fn: FunctionNode,
  roles: Roles,
  givers?: ReadonlySet<FunctionNode>,
): void {
  if (known.has(fn)) return;
  known.set(fn, roles);
  for (const call of context.callersOf(fn)) {
    const at = (position: number | undefined): ReturnType<typeof parameterIn> => {
      const argument = position === undefined ? undefined : call.arguments[position];
      return argument === undefined || argument.type === "SpreadElement"
        ? undefined
        : parameterIn(context, argument);
    };
    const key = at(roles.key);
    if (roles.value === undefined) {
      const outer = enclosingFunction(call);
      if (outer !== undefined && givers?.has(outer) === true)
        spread(
          context,
          known,
          outer,
          { key: key?.fn === outer ? key.position : undefined, value: undefined },
          givers,
        );
      continue;
    }
    const value = at(roles.value);
    if (value !== undefined)
      spread(
        context,
        known,
        value.fn,
        { key: key?.fn === value.fn ? key.position : undefined, value: value.position },
        givers,
      );
  }
}

/** `JSON.stringify(entry)` hands its argument on. */
function stringified(node: TSESTree.Node): TSESTree.Node {
  const inner = peel(node);
  const [argument] = inner.type === "CallExpression" ? inner.arguments : [];
  const isCall =
    inner.type === "CallExpression" &&
    inner.callee.type === "MemberExpression" &&
    argument !== undefined &&
    argument.type !== "SpreadElement";
  return isCall && inner.arguments.length === 1 ? argument : inner;
}

/** The parameter that a value is, also where general functions lie between. */
function parameterOf(
  context: Context,
  { node, callContext }: Bound,
): { readonly fn: FunctionNode; readonly position: number } | undefined {
  const values = context.resolver.follow({ node: stringified(node), callContext });
  return values
    .map((value) => (value.path.length === 0 ? parameterIn(context, stringified(value.node)) : undefined))
    .find((place) => place !== undefined);
}

function parameterIn(
  context: Context,
  node: TSESTree.Node,
): { readonly fn: FunctionNode; readonly position: number } | undefined {
  const inner = peel(node);
  const variable = inner.type === "Identifier" ? context.index.variableOf(inner) : undefined;
  const place = variable === undefined ? undefined : parameterPlace(variable);
  return place?.path.length === 0 ? place : undefined;
}

function keyParameter(context: Context, { keys }: StoreKey, fn: FunctionNode): number | undefined {
  const [part, ...others] = keys[0] ?? [];
  if (part === undefined || isText(part) || others.length > 0 || part.path.length > 0) return undefined;
  const place = parameterIn(context, part.node);
  return place?.fn === fn ? place.position : undefined;
}

/** The names by which the files export the functions, by themselves or as a member of what they export. */
function namesOf(
  context: Context,
  roles: ReadonlyMap<FunctionNode, Roles>,
): { writers: DiscoveredHelper[]; readers: DiscoveredHelper[] } {
  const found: { writers: DiscoveredHelper[]; readers: DiscoveredHelper[] } = { writers: [], readers: [] };
  const members = new Set([...roles.keys()].flatMap((fn) => memberNameOf(fn) ?? []));
  for (const file of context.files) {
    for (const name of exportedNames(context.modules, file)) {
      const add = (values: readonly AbstractValue[], as: string): void => {
        for (const { node, path } of values) {
          const own = path.length === 0 && isFunction(node) ? roles.get(node) : undefined;
          if (own === undefined) continue;
          const helper = { file: file.file, name: as, keyArgument: own.key, valueArgument: own.value };
          (own.value === undefined ? found.readers : found.writers).push(helper);
          return;
        }
      };
      add(context.resolver.followExport(file, name), name);
      for (const member of members)
        add(memberOfExport(context.resolver, file, name, member), `${name}.${member}`);
    }
  }
  return found;
}

function memberNameOf(fn: FunctionNode): string | undefined {
  const { parent } = fn;
  if (
    parent.type === "MethodDefinition" ||
    parent.type === "Property" ||
    parent.type === "PropertyDefinition"
  )
    return staticName(parent);
  // `return { get, put }`
  if (fn.type === "FunctionDeclaration") return fn.id?.name;
  return parent.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id.name : undefined;
}
