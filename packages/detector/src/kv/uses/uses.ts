import type { TSESTree } from "@typescript-eslint/utils";
import type { FunctionNode } from "../../syntax/nodes.js";

/** What the program takes from a read. */
export type Use =
  /** `JSON.parse(raw).value`: it unpacks the object that was written. */
  | "payload"
  /** `(await response.json()).data.value`: it unpacks what the earliest API was said to answer. */
  | "data"
  /** The stored value as it is. */
  | "value"
  /** It checks `expires_at` itself, or a helper of ours does. */
  | "tolerant"
  /** Its shape is decided by something that is not visible here. */
  | "opaque"
  /** What lay beside the value: whoever looks there goes on seeing the entry as it was. */
  | "beside"
  /** The absolute end that the old code stored, in epoch seconds: `entry.expiration`. */
  | "expiration"
  /** Which members it has decides: an envelope has others beside the value. */
  | "names"
  /** It gets to a place where nothing says what becomes of it. */
  | "unknown"
  /** Its text is taken apart, searched, or compared with one that the program makes: `/"value":(\d+)/.exec(text)`. */
  | "apart"
  /** It is taken as bytes or as a stream, in a way that what a client gives can't be made anew for. */
  | "raw"
  /** It reads the relative ttl that the old code stored: an envelope keeps the end instead. */
  | "ttl"
  /** All its fields are copied into an object that gets out of sight: `return { id, ...entry }`. */
  | "copied"
  /** A hash, a signature or a print is made of all of it: `createHash("sha1").update(JSON.stringify(entry))`. */
  | "digested"
  /** A component's markup can read it, and takes a field that an envelope does not have. */
  | "shown";

/** What flows at a point: how much of the read has been opened. */
export type Kind =
  | "result"
  | "response"
  /** A response's bytes, or a stream of them. */
  | "body"
  | "axios"
  /** A response of axios whose `data` is bytes. */
  | "axios-bytes"
  /** A response of got or superagent, whose `body` is text, or parsed. got's promise has `.json()` and `.text()`, too. */
  | "read"
  /** What superagent's `.end()` gives: its callback is called with an error and such a response. */
  | "called-back"
  /** What undici's `request` gives: `body` has `.json()` and `.text()`. */
  | "undici"
  | "undici-body"
  /** What ofetch gives: parsed, text, or a `Blob`. */
  | "ofetch"
  /** What `ofetch.raw` gives: a `Response` whose body has been read, and is its `_data`. */
  | "ofetch-raw"
  /** A response of `node:http`: a stream with a `statusCode`. */
  | "message"
  /** Parts of a response's body as they come, and what is put together of them: bytes or text. */
  | "chunk"
  | "text"
  | "json"
  | "data"
  /** What a helper of ours decodes: the value, and beside it when the entry ends. */
  | "entry";

export interface Flow {
  readonly kind: Kind;
  /** Where it lies in what was made around it, outermost first: members, positions in an array, and `*` for any. */
  readonly path: readonly string[];
  /** Whether the program made a response of its own of the body: its `.json()` parses what is there, and no more. */
  readonly isRemade?: boolean;
  /** Whether the program made a text of what it had parsed: parsed once more, that is the same object. */
  readonly isStringified?: boolean;
  /** In a copy of it: the names of the members that were not read. */
  readonly own?: ReadonlySet<string>;
  /** In a text that the program made of an object around it, `JSON.stringify({ key, entry })`: what parsing that gives. */
  readonly within?: Flow;
}

/** A place at which it gets unknown what becomes of a read. */
export interface UnknownPlace {
  readonly node: TSESTree.Node;
  /** What of the read got there. */
  readonly kind: Kind;
}

/** How a program uses what a read gives. */
export interface ReadUses {
  readonly uses: ReadonlySet<Use>;
  /** Where it gets out of sight: at least one place if `uses` has `unknown`. */
  readonly unknown: readonly UnknownPlace[];
  /** Where its members are asked for, whichever they are: at least one place if `uses` has `names`. */
  readonly inspected: readonly TSESTree.Node[];
  /** Where the body is taken by `.json()` or `.text()` from a client's own promise: `got(url).json()`. */
  readonly bodyCalls: readonly TSESTree.CallExpression[];
  /** Whether the result was opened as text, parsed JSON or a response, where the call alone doesn't say. */
  readonly opened: ReadonlySet<Kind>;
  /** What a missing key is strictly compared with: `raw === undefined`. */
  readonly absent: ReadonlySet<"null" | "undefined">;
  /** The calls through which the program's own functions hand the read on. */
  readonly crossings: readonly Crossing[];
  /** Where copies of all its fields get out of sight: at least one place if `uses` has `copied`. */
  readonly copied: readonly TSESTree.Node[];
  /** Where a hash or a print is made of the whole: at least one place if `uses` has `digested`. */
  readonly digested: readonly TSESTree.Node[];
  /** Members that are read of what was parsed, where nothing looks at its `expires_at`. */
  readonly unpacked: ReadonlySet<string>;
  /** Whether the program parses it as JSON itself, with `JSON.parse`. */
  readonly isParsed: boolean;
  /** Whether any of it is handed to code that is not visible here, which may look at `expires_at`. */
  readonly isHandedOut: boolean;
  /** Where the program answers a request of others with the value as it is: `res.json(await response.json())`. */
  readonly answered: readonly TSESTree.Node[];
  /** Where the program asks when an entry ends. */
  readonly ends: readonly TSESTree.Node[];
  /** Where it takes the value out of an object: the member, or the property of a pattern. */
  readonly valuesAt: readonly TSESTree.Node[];
  /** What else it takes from an object whose end it asks for. */
  readonly besideEnd: ReadonlySet<Use>;
  /** Where the entry as a whole, with its end, becomes part of something else: `JSON.stringify(entry)`. */
  readonly wholes: readonly TSESTree.Node[];
  /** Whether a helper of ours takes what was read. */
  readonly isDecoded: boolean;
  /** The program's own functions that return what was read, callers or not. */
  readonly returnedBy: ReadonlySet<FunctionNode>;
  /** Those of them that nothing in the program calls: it leaves the program through them. */
  readonly leavesThrough: ReadonlySet<FunctionNode>;
}

/** A call of the program's own function that returns what a read gave. */
export interface Crossing {
  readonly call: TSESTree.CallExpression;
  readonly fn: FunctionNode;
  readonly kind: Kind;
  readonly path: readonly string[];
}

/** The callers of a function that can reach the keys in question. */
export type RelevantCallers = (fn: FunctionNode) => readonly TSESTree.CallExpression[];
