import type { TSESTree } from "@typescript-eslint/utils";
import { stepsFrom } from "../flow/steps/positions.js";
import type { Step } from "../flow/steps/positions.js";
import { originsOf, rootOrigin } from "../eval/origin.js";
import type { Context } from "../kv/context.js";
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
 */
export const handedOverAt = (
  context: Context,
  part: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
): TSESTree.Node | undefined => {
  const value = part.type === "Property" ? part.value : part;
  return handedOver(context, value, value.type === "ObjectExpression", carriers);
};

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
      if (HANDING_OVER.test(name ?? "") || (name === KEEPING && isWhole)) return to.callee;
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
