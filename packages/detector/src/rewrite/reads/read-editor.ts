import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { memberName, peel } from "../../syntax/nodes.js";
import type { RawReadCall } from "../../kv/operations/raw-reads.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import type { ReadUses } from "../../kv/uses/uses.js";
import { KV_URL_PART } from "../../kv/vocabulary.js";
import { enclosingTry, isCaughtInChain } from "./caught.js";
import { unwrapCallback, unwrapMessages } from "./callbacks.js";
import { refuseCompleted } from "./completed-elsewhere.js";
import { deleterFor } from "./deleter.js";
import { errorClassFor } from "./error-class.js";
import { layoutAt } from "../layout.js";
import { Unsafe } from "../unsafe.js";
import type { HelperName, Helpers, NeededHelper } from "../imports/helper-names.js";
import { refuseUnseenClient } from "./unseen-client.js";
import { placeAt, refuseUnknown } from "./read-shape.js";
import { unwrapObserved } from "./observed.js";
import { OF_PROMISES, isAwaited, notAwaited, refuseOwnMembers, thenUnwrap } from "./then-unwrap.js";
import type { ReadRewrite } from "./then-unwrap.js";

/** A read as far as its rewrite depends on who calls it. */
export interface OwnedRead extends RawReadCall {
  /** Whether the call reads the store whoever calls its function. */
  readonly isOwn: boolean;
  /** Whether it addresses Telnyx KV whoever calls its function. */
  readonly ownsUrl: boolean;
  /** Whether each caller is to become tolerant for itself. */
  readonly isShared: boolean;
  /** Whether entries that no rewritten write makes are read through it too. */
  readonly alsoReadsOthers: boolean;
}

const some = (option: string | undefined): readonly string[] => (option === undefined ? [] : [option]);

/** Has one read unwrapped where it happens, as its client gives the answer. */
export class ReadEditor {
  private readonly context: Context;
  private readonly helpers: Helpers;
  private readonly read: OwnedRead;
  private readonly readUses: ReadUses;
  private readonly options: readonly string[];

  constructor(
    context: Context,
    helpers: Helpers,
    read: OwnedRead,
    readUses: ReadUses,
    options: readonly string[],
  ) {
    this.context = context;
    this.helpers = helpers;
    this.read = read;
    this.readUses = readUses;
    this.options = options;
  }

  edit(): ReadRewrite {
    const { call, result } = this.read;
    switch (result) {
      case "response":
        return this.response(this.further());
      case "axios":
      case "axios-bytes":
        return this.then(call, "unwrapAxios", "response", errorClassFor(this.context, this.read.call));
      case "axios-observable":
        return unwrapObserved(this.context, this.helpers, call, [
          ...this.options,
          ...[errorClassFor(this.context, call)].filter((option) => option !== undefined),
        ]);
      case "undici":
        return this.then(call, "unwrapUndici", "response");
      case "message":
        return unwrapMessages(this.context, this.helpers, call, [
          ...this.options,
          ...(this.read.ownsUrl ? [] : [this.urlPart()]),
        ]);
      case "text":
        return this.then(call, "unwrapText", "raw");
      case "binding-json":
        return this.bindingJson();
      case "ky":
        return this.isResponse() ? this.response(...this.error("ky")) : this.bodies("ky");
      case "got":
        return this.isResponse()
          ? this.then(call, "unwrapBody", "response", errorClassFor(this.context, this.read.call))
          : this.bodies("got");
      case "got-lenient":
        refuseOwnMembers(this.context, call);
        return this.then(call, "unwrapBody", "response");
      case "superagent":
        refuseCompleted(this.context, call);
        return this.then(call, "unwrapBody", "response", errorClassFor(this.context, this.read.call));
      case "superagent-end":
        return unwrapCallback(this.context, this.helpers, call, [
          ...this.options,
          ...some(errorClassFor(this.context, call)),
        ]);
      case "throwing-response":
        return this.response(...this.error("telnyx"));
      case "ofetch":
        return this.then(call, "unwrapOrThrow", "data", ...this.error("ofetch"));
      case "ofetch-raw":
        return this.then(call, "unwrapBody", "response", ...this.error("ofetch"));
      case "ofetch-raw-lenient":
        return this.then(call, "unwrapBody", "response");
      case "got-body":
        return this.bodyOnly();
      case "helper":
      case "unknown":
        return this.byUse(result);
      case "existence":
        throw new Unsafe(
          "it only asks whether the key is there, and an expired entry is, until it is deleted",
          "read the entry instead",
        );
      case "unsupported":
        throw new Unsafe(
          "a read through this client can't be rewritten",
          "decode its body with `decodeEnvelope`",
        );
    }
  }

  /** What a `Response` is looked at with besides its shape. */
  private further(): string | undefined {
    const { isOwn, ownsUrl, alsoReadsOthers, call } = this.read;
    if (!ownsUrl) return this.urlPart();
    // What is deleted must be an entry of ours.
    return isOwn && !alsoReadsOthers ? deleterFor(this.context, call) : undefined;
  }

  private urlPart(): string {
    const { quote } = layoutAt(this.context, this.read.call);
    return `urlPart: ${quote}${KV_URL_PART}${quote}`;
  }

  private then(
    call: TSESTree.CallExpression,
    helper: HelperName,
    parameter: string,
    ...further: readonly (string | undefined)[]
  ): ReadRewrite {
    const options = [...this.options, ...further.flatMap(some)];
    return thenUnwrap(this.context, this.helpers, call, { helper, parameter, options, isRaw: true });
  }

  /** A `Response`, which a client that throws on a missing key is told to throw for where it would. */
  private response(...further: readonly (string | undefined)[]): ReadRewrite {
    const { call } = this.read;
    const answer = this.ownMember() === "asResponse" ? call.parent.parent : call;
    if (answer?.type !== "CallExpression" || answer === call) refuseOwnMembers(this.context, call);
    if (this.readUses.bodyCalls.some((body) => body.arguments.length > 0))
      throw new Unsafe(
        "the client's own `json()` is given a schema, which the envelope does not fit",
        "decode the body with `decodeEnvelope`, then check it",
      );
    return this.then(
      answer?.type === "CallExpression" ? answer : call,
      "unwrapResponse",
      "response",
      ...further,
    );
  }

  /** got with `resolveBodyOnly`: the body as text, or parsed, where an error has it too. */
  private bodyOnly(): ReadRewrite {
    const { call } = this.read;
    refuseOwnMembers(this.context, call);
    const { text } = this.context.index.fileOf(call).file;
    if (/\bresponseType\b/.test(text) && /\bresponse\??\.body\b/.test(text))
      throw new Unsafe(
        "its error handling reads the body of the error's response, which is parsed with this option and text without",
        "read the body with `.json()`",
      );
    return this.then(call, "unwrapOrThrow", "data", ...this.error("got"));
  }

  /** The member of the client's own promise that is read from the call at once: `.json` of `got(url).json()`. */
  private ownMember(): string | undefined {
    const { call } = this.read;
    const { parent } = call;
    if (parent.type !== "MemberExpression" || parent.object !== call) return undefined;
    const name = memberName(parent) ?? "";
    return OF_PROMISES.test(name) ? undefined : name;
  }

  /** Whether the call's promise is waited for as it is; if not, its own `.json()` and `.text()` may be called. */
  private isResponse(): boolean {
    const { call } = this.read;
    if (call.parent.type === "AwaitExpression") return true;
    if (call.parent.type === "MemberExpression") return this.ownMember() === undefined;
    return isAwaited(call) && this.readUses.bodyCalls.length === 0;
  }

  /** The error that is thrown for an expired entry: the client's own. */
  private error(client: string): (string | undefined)[] {
    const { quote } = layoutAt(this.context, this.read.call);
    return [`client: ${quote}${client}${quote}`, errorClassFor(this.context, this.read.call)];
  }

  /** A client that throws on a missing key: its body is opened where the same `catch` sees it. */
  private bodies(client: string): ReadRewrite {
    const { bodyCalls, unknown } = this.readUses;
    const { call } = this.read;
    // The body may be taken there: of this client's promise no body is made tolerant before.
    const hidden = unknown.filter(({ kind }) => kind === "result" || kind === "read");
    if (bodyCalls.length === 0)
      throw new Unsafe(
        `the body of what this read gives is not opened here${placeAt(this.context, call, hidden)}`,
        "decode it with `decodeEnvelope`",
      );
    if (hidden.length > 0) refuseUnknown(this.context, call, hidden);
    const edits: PlacedEdit[] = [];
    const needed: NeededHelper[] = [];
    for (const body of bodyCalls) {
      if (body.arguments.length > 0)
        throw new Unsafe(
          "the body is checked by a schema, which may strip what an envelope needs",
          "decode it before, with `decodeEnvelope`",
        );
      const isDirect = body.callee.type === "MemberExpression" && peel(body.callee.object) === call;
      if (!isDirect && (enclosingTry(body) !== enclosingTry(call) || isCaughtInChain(call))) {
        throw new Unsafe(
          "a missing key is caught elsewhere than where the body is opened",
          "open the body where the missing key is caught, or decode it by hand with `decodeEnvelope`",
        );
      }
      const isText = this.context.index.textOf(body.callee).endsWith("text");
      const one = this.then(
        body,
        isText ? "unwrapTextOrThrow" : "unwrapOrThrow",
        isText ? "raw" : "data",
        ...this.error(client),
      );
      edits.push(...one.edits);
      needed.push(...one.helpers);
    }
    return { edits, helpers: needed };
  }

  /** The binding's own `{ type: "json" }` throws on plain text: the text is read, and parsed behind the check. */
  private bindingJson(): ReadRewrite {
    const { call } = this.read;
    const [key, last] = [call.arguments[0], call.arguments.at(-1)];
    if (key === undefined || last === undefined || call.arguments.length !== 2)
      throw new Unsafe("the read's options are not visible here", "write the options in the call itself");
    const removed = [{ start: key.range[1], end: last.range[1], text: "" }];
    if (!call.typeArguments)
      return thenUnwrap(this.context, this.helpers, call, {
        helper: "unwrapJsonText",
        parameter: "raw",
        options: this.options,
        removed,
        isRaw: true,
      });
    const [start, end] = call.typeArguments.range;
    const typeArguments = this.context.index.textOf(call.typeArguments);
    removed.unshift({ start, end, text: "" });
    return thenUnwrap(this.context, this.helpers, call, {
      helper: "unwrapJsonText",
      parameter: "raw",
      options: this.options,
      typeArguments,
      removed,
      isRaw: true,
    });
  }

  /** A function that is defined elsewhere gives what the code behind it opens it as. */
  private byUse(result: "helper" | "unknown"): ReadRewrite {
    const { call } = this.read;
    const { opened, uses, absent } = this.readUses;
    const missing = absent.has("undefined") && !absent.has("null") ? "missing: undefined" : undefined;
    if (!isAwaited(call)) throw notAwaited(this.context, call);
    if (opened.has("response")) return this.then(call, "unwrapResponse", "response");
    // It may have interceptors, throw for a missing key or give `null` for it: nothing here tells.
    if (result === "unknown") refuseUnseenClient(this.context, call);
    if (opened.has("axios"))
      return this.then(call, "unwrapAxios", "response", errorClassFor(this.context, this.read.call));
    if (opened.has("text")) return this.then(call, "unwrapText", "raw", missing);
    if (opened.has("json") && (uses.has("payload") || uses.has("data")))
      return this.then(call, "unwrapJson", "data", missing);
    return this.then(call, "unwrapText", "raw", missing);
  }
}
