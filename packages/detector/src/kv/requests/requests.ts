import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { readHttpCall } from "../../http/clients.js";
import { readSuperagentRead } from "../../http/fluent-request.js";
import { readKeyRequest } from "./key-request.js";
import type { KeyRequest } from "./key-request.js";
import { readNodeRequest } from "./node-request.js";
import type { Frame } from "../../eval/frames.js";
import { remembered } from "../remembered.js";
import { readXhrRequest } from "./xhr-request.js";

/** The request to a key URL that a call makes, whatever its method. Writes and reads ask the same question. */
export const keyRequestAt = remembered<KeyRequest>(
  (context, call, frame) =>
    readNodeRequest(context, call, frame) ??
    readXhrRequest(context, call, frame) ??
    readClientRequest(context, call, frame),
);

function readClientRequest(
  context: Context,
  call: TSESTree.CallExpression,
  frame: Frame | null,
): KeyRequest | undefined {
  const http = readHttpCall(context, call, frame) ?? readSuperagentRead(context, call, frame);
  return http === undefined ? undefined : readKeyRequest(context, http);
}
