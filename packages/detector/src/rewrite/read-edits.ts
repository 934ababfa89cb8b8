import type { TSESTree } from "@typescript-eslint/utils";
import { consumptionOf } from "../consumption.js";
import type { Consumption, Use } from "../consumption.js";
import type { Context } from "../context.js";
import type { TextEdit } from "../edits.js";
import { enclosingFunction, selfAndAncestors } from "../file-index.js";
import type { FunctionNode } from "../file-index.js";
import type { RawReadCall } from "../raw-reads.js";
import { deleterFor } from "./deleter.js";
import { Unsafe } from "./envelope-parts.js";
import type { HelperName, HelperNames } from "./helper-names.js";

/** The edits that make one read tolerant of envelopes. */
export interface ReadRewrite {
  readonly edits: readonly TextEdit[];
  readonly helpers: readonly HelperName[];
}

/** What the writes of the read's store tell about what is in it. */
export interface StoreContents {
  /** The mistaken code left `{ value, … }` objects there. */
  readonly hasLegacyPayloads: boolean;
}

/**
 * Makes a read tolerant where it happens, so that an expired entry is missing to all code behind
 * it (the same `null`, the same 404 branch, the same error), and every type stays as it was.
 * @returns `undefined` if the read is tolerant already
 * @throws {Unsafe} with the reason if the read can't be rewritten without a guess
 */
export function rewriteRead(
  context: Context,
  names: HelperNames,
  read: RawReadCall,
  contents: StoreContents,
  isRelevant: (fn: FunctionNode, caller: TSESTree.CallExpression) => boolean,
): ReadRewrite | undefined {
  const consumption = consumptionOf(context, read.call, read.result, isRelevant);
  if (consumption.uses.has("tolerant")) return undefined;
  const as = shapeOf(consumption.uses);
  const options = [
    ...(as === "value" ? [] : [`as: "${as}"`]),
    ...(contents.hasLegacyPayloads ? ["legacy: true"] : []),
  ];
  return new ReadEditor(context, names, read, consumption, options).edit();
}

function shapeOf(uses: ReadonlySet<Use>): "payload" | "data" | "value" {
  if (uses.has("opaque")) throw new Unsafe("the read is handed to a schema that is not visible here, which may describe the old wrapper");
  const shapes = (["payload", "data", "value"] as const).filter((use) => uses.has(use));
  if (shapes.length > 1) throw new Unsafe("what the read gives is unpacked in one place and used as it is in another");
  return shapes[0] ?? "value";
}

class ReadEditor {
  private readonly context: Context;
  private readonly names: HelperNames;
  private readonly read: RawReadCall;
  private readonly consumption: Consumption;
  private readonly options: readonly string[];

  constructor(context: Context, names: HelperNames, read: RawReadCall, consumption: Consumption, options: readonly string[]) {
    this.context = context;
    this.names = names;
    this.read = read;
    this.consumption = consumption;
    this.options = options;
  }

  edit(): ReadRewrite {
    const { call, result } = this.read;
    switch (result) {
      case "response":
        return this.then(call, "unwrapResponse", "response", deleterFor(this.context, call));
      case "axios":
        return this.then(call, "unwrapAxios", "response", this.errorClass());
      case "text":
        return this.then(call, "unwrapText", "raw");
      case "binding-json":
        return this.bindingJson();
      case "throwing":
      case "throwing-response":
        return this.bodies();
      case "throwing-parsed":
        return this.then(call, "unwrapOrThrow", "data", this.errorClass());
      case "helper":
      case "unknown":
        return this.byUse(result);
      case "unsupported":
        throw new Unsafe("a read through this client can't be rewritten: decode its body with `decodeEnvelope`");
    }
  }

  /** `call.then(helper)`: the one place in front of everything that the program does with the result. */
  private then(call: TSESTree.CallExpression, helper: HelperName, parameter: string, ...further: readonly (string | undefined)[]): ReadRewrite {
    const options = [...this.options, ...further.filter((option) => option !== undefined)];
    const local = this.names.local(helper);
    const name = this.names.isTaken(parameter) ? `stored${parameter[0]?.toUpperCase() ?? ""}${parameter.slice(1)}` : parameter;
    const callback = options.length === 0 ? local : `(${name}) => ${local}(${name}, { ${options.join(", ")} })`;
    return { edits: [{ start: call.range[1], end: call.range[1], text: `.then(${callback})` }], helpers: [helper] };
  }

  /** A client that throws on a missing key: its body is opened where the same `catch` sees it. */
  private bodies(): ReadRewrite {
    const { bodyCalls } = this.consumption;
    if (bodyCalls.length === 0) throw new Unsafe("the body of what this read gives is not opened here: decode it with `decodeEnvelope`");
    const edits: TextEdit[] = [];
    const helpers = new Set<HelperName>();
    for (const body of bodyCalls) {
      if (enclosingTry(body) !== enclosingTry(this.read.call)) {
        throw new Unsafe("a missing key is caught elsewhere than where the body is opened");
      }
      const isText = this.context.index.textOf(body.callee).endsWith("text");
      const one = this.then(body, isText ? "unwrapTextOrThrow" : "unwrapOrThrow", isText ? "raw" : "data", this.errorClass());
      edits.push(...one.edits);
      for (const helper of one.helpers) helpers.add(helper);
    }
    return { edits, helpers: [...helpers] };
  }

  /** The class that the file's error handling asks for, so that `instanceof` holds for an expired entry too. */
  private errorClass(): string | undefined {
    const classes = new Set<string>();
    for (const match of this.context.index.file.text.matchAll(/\binstanceof\s+([\w$.]*(?:NotFound|HTTPError|APIError|AxiosError|FetchError)[\w$]*)/g)) {
      classes.add(match[1] ?? "");
    }
    const [only, ...others] = classes;
    if (others.length > 0) throw new Unsafe("its error handling tells several error classes apart");
    return only === undefined ? undefined : `errorClass: ${only}`;
  }

  /** The binding's own `{ type: "json" }` throws on plain text: the text is read, and parsed behind the check. */
  private bindingJson(): ReadRewrite {
    const { call } = this.read;
    const [key, last] = [call.arguments[0], call.arguments.at(-1)];
    if (key === undefined || last === undefined || call.arguments.length !== 2) throw new Unsafe("the read's options are not visible here");
    const helper = this.names.local("unwrapJsonText");
    const [type] = call.typeArguments?.params ?? [];
    const generic = type === undefined ? "" : `<${this.context.index.textOf(type)}>`;
    const options = this.options.length === 0 ? "" : `, { ${this.options.join(", ")} }`;
    const edits: TextEdit[] = [
      { start: key.range[1], end: last.range[1], text: "" },
      { start: call.range[1], end: call.range[1], text: `.then((raw) => ${helper}${generic}(raw${options}))` },
    ];
    if (call.typeArguments !== undefined) edits.push({ start: call.typeArguments.range[0], end: call.typeArguments.range[1], text: "" });
    return { edits, helpers: ["unwrapJsonText"] };
  }

  /** A function that is defined elsewhere gives what the code behind it opens it as. */
  private byUse(result: "helper" | "unknown"): ReadRewrite {
    const { call } = this.read;
    const { opened, uses } = this.consumption;
    if (!isAwaited(call)) throw new Unsafe("what the read gives is not awaited here");
    if (opened.has("response")) return this.then(call, "unwrapResponse", "response");
    if (opened.has("axios")) return this.then(call, "unwrapAxios", "response", this.errorClass());
    if (opened.has("text")) return this.then(call, "unwrapText", "raw");
    if (opened.has("json") && (uses.has("payload") || uses.has("data"))) return this.then(call, "unwrapJson", "data");
    if (result === "helper") return this.then(call, "unwrapText", "raw");
    throw new Unsafe("what this client returns is not visible here: decode it with `decodeEnvelope`");
  }
}

function enclosingTry(node: TSESTree.Node): TSESTree.TryStatement | undefined {
  const fn = enclosingFunction(node);
  let inner: TSESTree.Node = node;
  for (const current of selfAndAncestors(node)) {
    if (current === fn) return undefined;
    if (current.type === "TryStatement" && current.block === inner) return current;
    inner = current;
  }
  return undefined;
}

function isAwaited(call: TSESTree.CallExpression): boolean {
  const { parent } = call;
  return /^(AwaitExpression|ReturnStatement|ArrowFunctionExpression|MemberExpression|ArrayExpression)$/.test(parent.type);
}
