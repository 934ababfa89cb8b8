import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { readHttpCall } from "../../http/clients.js";
import { readSuperagentRead } from "../../http/fluent-request.js";
import { readKeyRequest } from "./key-request.js";
import type { KeyRequest } from "./key-request.js";
import { readNodeRequest } from "./node-request.js";
import type { CallContext } from "../../eval/call-context.js";
import { remembered } from "../remembered.js";
import { readXhrRequest } from "./xhr-request.js";

/** The request to a key URL that a call makes, whatever its method. Writes and reads ask the same question. */
export const keyRequestAt = remembered<KeyRequest>(
  (context, call, callContext) =>
    readNodeRequest(context, call, callContext) ??
    readXhrRequest(context, call, callContext) ??
    readClientRequest(context, call, callContext),
);

function readClientRequest(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): KeyRequest | undefined {
  const http = readHttpCall(context, call, callContext) ?? readSuperagentRead(context, call, callContext);
  return http === undefined ? undefined : readKeyRequest(context, http);
}
