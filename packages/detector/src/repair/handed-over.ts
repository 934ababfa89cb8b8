import type { TSESTree } from "@typescript-eslint/utils";
import { stepsFrom } from "../flow/steps/positions.js";
import type { Step } from "../flow/steps/positions.js";
import { originsOf, rootOrigin } from "../eval/origin.js";
import { isPost } from "../eval/objects/named-channels.js";
import { keptHere, typesOf } from "../eval/objects/containers.js";
import type { Context } from "../kv/context.js";
import { VALUE_FIELD } from "../kv/vocabulary.js";
import { memberName } from "../syntax/nodes.js";

/** Methods through which others get what they are given: of queues, of event emitters. */
const HANDING_OVER =
  /^(?:push|unshift|emit|enqueue|add|next|publish|postMessage|dispatch(?:Event)?|schedule|run|enterWith)$/;
/** The same of streams, but for that of a request. */
const WRITING = "write";
/** The same of a whole that is kept under a key; a single field goes into a query by `query.set("expiration_ttl", ttl)`. */
const KEEPING = "set";

/**
 * What hands a part of what is written over to whoever takes it from there, as it is named in the source: `queue.push`
 * of `queue.push({ key, payload })`, `pending[key]` of `pending[key] = payload`.
 * @param carriers the calls through which it goes to the service
 * @param isChanged whether a rewrite changes the part itself, and not where it is taken out
 * @param fields those that a rewrite then reads of it
 */
export const handedOverAt = (
  context: Context,
  part: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
  isChanged: boolean,
  fields: readonly string[],
): TSESTree.Node | undefined => {
  const value = part.type === "Property" ? part.value : part;
  const at = handedOver(context, value, value.type === "ObjectExpression", carriers);
  const isKept = !isChanged && at?.type === "MemberExpression" && isTakenAsItIs(context, at.object, fields);
  return isKept ? undefined : at;
};

/** Whether what waits in there is taken out in its own file alone, by types that know the fields. */
function isTakenAsItIs(context: Context, container: TSESTree.Node, fields: readonly string[]): boolean {
  const { resolver, types } = context;
  const isKnown = (type: TSESTree.TypeNode): boolean => {
    const value = types.membersOf(type)?.find(({ name }) => name === VALUE_FIELD);
    // Of a value that may be missing no envelope is made.
    if (type.type === "TSAnyKeyword" || value?.optional === true) return value === undefined;
    return fields.every((field) => types.namesMember(type, new Set([field])));
  };
  return (
    keptHere(resolver, container)?.every((made) =>
      typesOf(resolver, made).every((type) => isKnown(heldBy(type))),
    ) === true
  );
}

/** The type of what a container holds: of `Entry[]`, `Record<string, any>`. */
function heldBy(type: TSESTree.TypeNode): TSESTree.TypeNode {
  if (type.type === "TSArrayType") return heldBy(type.elementType);
  if (type.type === "TSTypeOperator" && type.typeAnnotation !== undefined) return heldBy(type.typeAnnotation);
  const last = type.type === "TSTypeReference" ? type.typeArguments?.params.at(-1) : undefined;
  return last === undefined ? type : heldBy(last);
}

/** @param isWhole whether it is the object that is written, or what holds that, and no field of it */
function handedOver(
  context: Context,
  part: TSESTree.Node,
  isWhole: boolean,
  carriers: ReadonlySet<TSESTree.CallExpression>,
): TSESTree.Node | undefined {
  for (const { to, step } of stepsFrom(part)) {
    const found = through(context, step, to, isWhole, carriers);
    if (found !== undefined) return found;
  }
  return undefined;
}

function through(
  context: Context,
  { kind }: Step,
  to: TSESTree.Node,
  isWhole: boolean,
  carriers: ReadonlySet<TSESTree.CallExpression>,
): TSESTree.Node | undefined {
  switch (kind) {
    case "copy":
    case "await":
    case "choice":
      return handedOver(context, to, isWhole, carriers);
    case "store":
      return handedOver(context, to, isWhole || to.type === "ObjectExpression", carriers);
    case "bind":
      return to.type === "MemberExpression" && to.computed ? to : undefined;
    case "argument": {
      if (to.type !== "CallExpression") return handedOver(context, to, isWhole, carriers);
      if (carriers.has(to)) return undefined;
      const name = to.callee.type === "MemberExpression" ? memberName(to.callee) : undefined;
      if (isMadeByLibrary(context, to) || (name === WRITING && isWrittenToStream(context, to)))
        return to.callee;
      if (HANDING_OVER.test(name ?? "") || isPost(to) || (name === KEEPING && isWhole)) return to.callee;
      return name === "stringify" ? handedOver(context, to, isWhole, carriers) : undefined;
    }
    default:
      return undefined;
  }
}

/** `debounce((body) => …)(body)`: what a library's function makes of one of the program's may change what that is passed. */
const isMadeByLibrary = (context: Context, { callee }: TSESTree.CallExpression): boolean =>
  callee.type === "Identifier" &&
  originsOf(context.resolver, { node: callee, callContext: null }).some(
    (origin) => origin.kind === "result" && origin.path.length === 0 && rootOrigin(origin).kind === "import",
  );

const isWrittenToStream = (context: Context, { callee }: TSESTree.CallExpression): boolean =>
  callee.type === "MemberExpression" &&
  originsOf(context.resolver, { node: callee.object, callContext: null }).every((origin) => {
    const root = rootOrigin(origin);
    return root.kind !== "import" || !/^https?$/.test(root.module);
  });
