import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { yieldedBy } from "../../eval/objects/iterated.js";
import { contains, memberName } from "../../syntax/nodes.js";
import { originsOf, rootOrigin } from "../../eval/origin.js";
import type { Bound, AbstractValue } from "../../eval/call-context.js";
import { SDK_MODULE } from "../vocabulary.js";

/** What a call or construction carries. */
interface Carried {
  /** The expression whose text it carries; `undefined` where it carries none that is known. */
  readonly text: Bound | undefined;
  /** Whether it is evidently bytes, where that expression is no text. */
  readonly isBytes: boolean;
  /** Whether it is spelled another way than as it is: in base64, compressed. */
  readonly isRespelled?: boolean;
}

export type Maker = TSESTree.CallExpression | TSESTree.NewExpression;

/** What carries a text as text. */
const AS_TEXT = new Set(["String", "Response"]);
/** Of a `TextEncoder` it makes bytes of a text; whatever else is called so spells it another way. */
const ENCODING = "encode";
/** What makes bytes of a text, or of a list that it is in. */
const AS_BYTES = new Set(["from", "Blob", "File", "concat", "Uint8Array", "DataView", "toWeb", "fromWeb"]);
/** Methods of what carries a text that give it whole once more: `new Response(text).arrayBuffer()`. */
const GIVING_ALL = new Set(["text", "arrayBuffer", "bytes", "blob", "stream", "slice", "subarray"]);
/** What spells a text another way. */
const RESPELLING = /^(?:btoa|(?:gzip|deflate|deflateRaw|brotliCompress)Sync|to(?:Base64|Hex))$/;
/** The spelling that `toString` gives if it is told none. */
const AS_IT_IS = /^utf-?8$/i;
/** Classes of streams, and the methods that put a chunk into one. */
const STREAMS = /^(?:ReadableStream|Readable)$/;
const PUTTING = /^(?:enqueue|push)$/;
const PIPING = "pipeThrough";
/** What is evidently no text. */
const BYTES = /Array$|^ArrayBuffer$|^DataView$|^readFile(Sync)?$/;
/** The function of the SDK that makes an upload of what it is given. */
const SDK_UPLOAD = "toFile";

/**
 * What something carries: `Buffer.from(x)`, `new TextEncoder().encode(x).buffer`, `new Blob([x])`, `new Response(x)`,
 * the SDK's `toFile(x, name)`.
 */
export function carriedBy(context: Context, { callContext, path }: AbstractValue, node: Maker): Carried {
  const { callee } = node;
  const name = nameOf(callee) ?? "";
  const [first] = node.arguments;
  const isBytes = AS_BYTES.has(name) || BYTES.test(name);
  // `bytes.buffer` holds the same bytes; every other member is another thing.
  if (path.length > 0 && path.join() !== "buffer") return { text: undefined, isBytes: false };
  if (STREAMS.test(name)) return { text: soleChunk(context, node, callContext), isBytes: true };
  if (name === PIPING && callee.type === "MemberExpression")
    return {
      text: { node: callee.object, callContext },
      isBytes: true,
      isRespelled: !(first?.type === "NewExpression" && nameOf(first.callee) === "TextEncoderStream"),
    };
  if (callee.type === "MemberExpression" && givesItself(name, node)) {
    const isRespelled = RESPELLING.test(name) || !isSpelledAsItIs(context, node, callContext);
    return { text: { node: callee.object, callContext }, isBytes, isRespelled };
  }
  if (first === undefined || first.type === "SpreadElement") return { text: undefined, isBytes };
  if (name === ENCODING)
    return {
      text: { node: first, callContext },
      isBytes,
      isRespelled: !isTextEncoder(context, { node: callee, callContext }),
    };
  if (RESPELLING.test(name)) return { text: { node: first, callContext }, isBytes, isRespelled: true };
  if (AS_TEXT.has(name) || isUpload(context, { node: callee, callContext }))
    return { text: { node: first, callContext }, isBytes };
  if (!AS_BYTES.has(name)) return { text: undefined, isBytes };
  // `Readable.from(parts())`: what a generator yields.
  const yielded =
    first.type === "CallExpression" ? yieldedBy(context.resolver, first, callContext) : undefined;
  if (yielded !== undefined) return { text: onlyOne(yielded), isBytes };
  const inner = first.type === "ArrayExpression" ? first.elements[0] : first;
  const isOne = inner !== null && inner !== undefined && inner.type !== "SpreadElement";
  return { text: isOne ? { node: inner, callContext } : undefined, isBytes };
}

/** The one chunk that is put into a stream where it is made: `new ReadableStream({ start(controller) { controller.enqueue(x); … } })`. */
function soleChunk(context: Context, node: Maker, callContext: Bound["callContext"]): Bound | undefined {
  const [source] = node.arguments;
  if (source === undefined) return undefined;
  const isPut = (call: TSESTree.CallExpression): boolean =>
    contains(source, call) && PUTTING.test(nameOf(call.callee) ?? "");
  const chunks = context.index
    .fileOf(node)
    .calls.flatMap((call) =>
      call.type === "CallExpression" && isPut(call) ? call.arguments.slice(0, 1) : [],
    )
    // The end of a stream of Node.
    .filter((chunk) => !(chunk.type === "Literal" && chunk.value === null));
  const [only, ...others] = chunks;
  if (only === undefined || others.length > 0 || only.type === "SpreadElement") return undefined;
  return { node: only, callContext };
}

function onlyOne([only, ...others]: readonly AbstractValue[]): Bound | undefined {
  return only === undefined || others.length > 0 || only.path.length > 0 ? undefined : only;
}

/** Whether a method gives all of what it is called on: `bytes.toString("base64")`, `blob.stream()`. */
const givesItself = (name: string, { arguments: given }: Maker): boolean =>
  name === "toString" || (given.length === 0 && (GIVING_ALL.has(name) || RESPELLING.test(name)));

const isTextEncoder = (context: Context, callee: Bound): boolean =>
  originsOf(context.resolver, callee).some((origin) => {
    const root = rootOrigin(origin);
    return (
      origin.kind === "instance" &&
      (root.kind === "global" || root.kind === "import") &&
      root.name === "TextEncoder"
    );
  });

function isSpelledAsItIs(
  context: Context,
  { arguments: given }: Maker,
  callContext: Bound["callContext"],
): boolean {
  const [spelling] = given;
  const names = spelling === undefined ? [] : context.resolver.staticNames({ node: spelling, callContext });
  return names?.every((name) => AS_IT_IS.test(name)) === true;
}

const nameOf = (callee: TSESTree.Node): string | undefined =>
  callee.type === "MemberExpression"
    ? memberName(callee)
    : callee.type === "Identifier"
      ? callee.name
      : undefined;

/** The SDK's `toFile`, under whatever name: a function of the user's own that is called so may read a file. */
const isUpload = (context: Context, callee: Bound): boolean =>
  originsOf(context.resolver, callee).some((origin) => {
    const root = rootOrigin(origin);
    return (
      origin.kind === "import" &&
      root.kind === "import" &&
      root.module.split("/")[0] === SDK_MODULE &&
      [root.name, ...root.path].at(-1) === SDK_UPLOAD
    );
  });
