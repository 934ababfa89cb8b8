import { usesOfRead } from "../../kv/uses/read-uses.js";
import type { Context } from "../../kv/context.js";
import type { ReadResult } from "../../kv/operations/raw-reads.js";
import type { RelevantCallers } from "../../kv/uses/uses.js";
import { placeOf } from "../../kv/place.js";
import { Unsafe } from "../unsafe.js";
import type { Helpers } from "../imports/helper-names.js";
import { rewriteAtCallers } from "./read-at-callers.js";
import { isMixed, shapeOf, startOf } from "./read-shape.js";
import type { StoreContents } from "./read-shape.js";
import { shapeOptions, takesBare } from "./then-unwrap.js";
import type { ReadRewrite } from "./then-unwrap.js";
import { ReadEditor } from "./read-editor.js";
import type { OwnedRead } from "./read-editor.js";

/** Answers that say what they answer: a helper looks at none but those to a read. */
const TELLS_REQUEST: ReadonlySet<ReadResult> = new Set<ReadResult>(["response", "message"]);

/** What a binding gives, or what stands in its place, and nothing that answers other requests. */
const OF_STORES: ReadonlySet<ReadResult> = new Set<ReadResult>(["text", "binding-json"]);

const READS_OTHERS =
  "entries that other code wrote are read here too: those that look exactly like an envelope, or like what the mistaken writes left, are unwrapped as well";

/** What leaves the program unopened, through a function that nothing in it calls. */
const unopened = (where: string): string =>
  `nothing in the program opens what is read here, and it leaves it through a function that nothing here calls (${where}): that gives the value itself from now on, so code elsewhere that still takes \`.value\` from it has to stop doing so`;

/** What the program answers others with: a page's script, another service. */
const answers = (where: string): string =>
  `what is answered at ${where} is the value itself from now on, where it was the object around it: who asks there and takes \`.value\` of the answer has to stop doing so`;

/**
 * Makes a read tolerant where it happens, so that an expired entry is missing to all code behind
 * it (the same `null`, the same 404 branch, the same error), and every type stays as it was. Where
 * its callers take it in different ways, each of them becomes tolerant for itself.
 * @returns `undefined` if the read is tolerant already
 * @throws {Unsafe} with the reason if the read can't be rewritten without a guess
 */
export function rewriteRead(
  context: Context,
  helpers: Helpers,
  read: OwnedRead,
  contents: StoreContents,
  callersOf: RelevantCallers,
): ReadRewrite | undefined {
  const start = startOf(read.result);
  const readUses = usesOfRead(context, read.call, start, callersOf);
  const { uses } = readUses;
  // The service says that a key is there no longer, and nothing is asked of what is stored.
  if (contents.isBare && read.result === "existence") return undefined;
  if (uses.has("tolerant") && uses.size === 1 && (!contents.isBare || takesBare(context, read.call)))
    return undefined;
  if (read.limit !== undefined) throw Unsafe.for(read.limit);
  if (read.result === "axios-observable" && (read.isShared || !read.isOwn || isMixed(uses)))
    throw new Unsafe(
      "its answer goes to several callers as an observable",
      "decode `data` with `decodeEnvelope` in a pipe of each",
    );
  const atCallers = (why: "mixed" | "shared"): ReadRewrite =>
    rewriteAtCallers(context, helpers, { call: read.call, kind: start }, contents, callersOf, why);
  // A request helper also serves other APIs, whose answers are none of ours: a response tells its URL.
  if (read.isShared || (!read.isOwn && !TELLS_REQUEST.has(read.result))) {
    try {
      return atCallers("shared");
    } catch (error) {
      // A store that is handed in is one whoever hands it in: `class Sessions { constructor(store) {} get(key) {} }`.
      if (!(error instanceof Unsafe) || read.isShared || !OF_STORES.has(read.result)) throw error;
    }
  }
  if (isMixed(uses)) {
    try {
      return atCallers("mixed");
    } catch (error) {
      if (!(error instanceof Unsafe) || uses.has("tolerant") || !uses.has("payload")) throw error;
    }
  }
  const shape = shapeOf(context, read.call, readUses, contents);
  const options = shapeOptions(context, read.call, shape, contents);
  const rewrite = new ReadEditor(context, helpers, read, readUses, options).edit();
  const [leaving] = readUses.leavesThrough;
  const [answered] = shape.startsWith("payload") ? [] : readUses.answered;
  const notes = [
    ...(uses.size === 0 && contents.hasLegacyPayloads && leaving !== undefined
      ? [unopened(placeOf(context, leaving, read.call))]
      : []),
    ...(contents.hasLegacyPayloads && answered !== undefined
      ? [answers(placeOf(context, answered, read.call))]
      : []),
    ...(read.alsoReadsOthers ? [READS_OTHERS] : []),
  ];
  return notes.length === 0 ? rewrite : { ...rewrite, notes };
}
