import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { readHttpCall } from "../../http/clients.js";
import { readSuperagentRead } from "../../http/fluent-request.js";
import { readKeyRequest } from "./key-request.js";
import type { KeyRequest } from "./key-request.js";
import { readNodeRequest } from "./node-request.js";
import type { Frame } from "../../eval/frames.js";
import { Answers } from "../../eval/memo.js";
import type { CallScope } from "../../syntax/nodes.js";
import { readXhrRequest } from "./xhr-request.js";

const known = new WeakMap<Context, Answers<Frame | null, CallScope, KeyRequest | undefined>>();

/** The request to a key URL that a call makes, whatever its method. Writes and reads ask the same question. */
export function keyRequestAt(
  context: Context,
  call: TSESTree.CallExpression,
  frame: Frame | null,
): KeyRequest | undefined {
  const answers = known.get(context) ?? new Answers();
  known.set(context, answers);
  return context.resolver.remember(
    answers,
    { node: call, frame },
    undefined,
    () =>
      readNodeRequest(context, call, frame) ??
      readXhrRequest(context, call, frame) ??
      readClientRequest(context, call, frame),
  );
}

function readClientRequest(
  context: Context,
  call: TSESTree.CallExpression,
  frame: Frame | null,
): KeyRequest | undefined {
  const http = readHttpCall(context, call, frame) ?? readSuperagentRead(context, call, frame);
  return http === undefined ? undefined : readKeyRequest(context, http);
}
