import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import type { CallScope } from "../../syntax/nodes.js";
import { readHttpCall } from "../../http/clients.js";
import { readKeyRequest } from "./key-request.js";
import type { KeyRequest } from "./key-request.js";
import { readNodeRequest } from "./node-request.js";
import type { Frame } from "../../eval/frames.js";
import { readXhrRequest } from "./xhr-request.js";

interface Answer {
  readonly request: KeyRequest | undefined;
  /** What the answer would have needed to know, which whoever asks again has to be told again. */
  readonly missed: ReadonlySet<CallScope> | undefined;
}

const known = new WeakMap<Context, Map<TSESTree.CallExpression, Map<Frame | null, Answer>>>();

/** The request to a key URL that a call makes, whatever its method. Writes and reads ask the same question. */
export function keyRequestAt(
  context: Context,
  call: TSESTree.CallExpression,
  frame: Frame | null,
): KeyRequest | undefined {
  const ofContext = entryOf(
    known,
    context,
    () => new Map<TSESTree.CallExpression, Map<Frame | null, Answer>>(),
  );
  const ofCall = entryOf(ofContext, call, () => new Map<Frame | null, Answer>());
  const present = ofCall.get(frame);
  if (present !== undefined) {
    present.missed?.forEach((scope) => {
      context.resolver.miss(scope);
    });
    return present.request;
  }
  const skipped = context.modules.timesSkipped;
  const { value: request, missed } = context.resolver.noting(
    () =>
      readNodeRequest(context, call, frame) ??
      readXhrRequest(context, call, frame) ??
      readClientRequest(context, call, frame),
  );
  if (context.modules.timesSkipped === skipped) ofCall.set(frame, { request, missed });
  return request;
}

function readClientRequest(
  context: Context,
  call: TSESTree.CallExpression,
  frame: Frame | null,
): KeyRequest | undefined {
  const http = readHttpCall(context, call, frame);
  return http === undefined ? undefined : readKeyRequest(context, http);
}

function entryOf<K, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  create: () => V,
): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const created = create();
  map.set(key, created);
  return created;
}
