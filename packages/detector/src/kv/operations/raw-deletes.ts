import type { TSESTree } from "@typescript-eslint/utils";
import type { WriteKind } from "./raw-writes.js";
import type { Context } from "../context.js";
import { bindingNames } from "../evidence/bindings.js";
import { sdkPath } from "../evidence/callees.js";
import type { CallContext } from "../../eval/call-context.js";
import { keyRequestAt } from "../requests/requests.js";
import { storeOfBinding, storeOfPattern } from "../stores/store.js";
import type { StoreKey } from "../stores/store.js";
import { SDK_KEYS_PATH } from "../vocabulary.js";

/** A call that deletes a key. */
export interface RawDelete {
  readonly kind: Exclude<WriteKind, "helper">;
  readonly call: TSESTree.CallExpression;
  readonly store: StoreKey;
}

const METHOD = "delete";

/** Reads a call as a raw delete, looked at in the given call context. */
export function readRawDelete(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): RawDelete | undefined {
  const callee = { node: call.callee, callContext };
  const [first] = call.arguments;
  const key =
    first === undefined || first.type === "SpreadElement" ? undefined : { node: first, callContext };
  const path = sdkPath(context, callee);
  if (path?.join(".") === [...SDK_KEYS_PATH, METHOD].join("."))
    return { kind: "sdk", call, store: storeOfPattern(context, "id", [], key) };
  const names = bindingNames(context, callee, METHOD);
  if (names.length > 0)
    return {
      kind: "binding",
      call,
      store: storeOfBinding(context, names, key),
    };
  const request = keyRequestAt(context, call, callContext);
  return request?.methods.includes("DELETE") === true
    ? { kind: "http", call, store: request.store }
    : undefined;
}
