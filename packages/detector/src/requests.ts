import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "./context.js";
import { readHttpCall } from "./http-clients.js";
import { readKeyRequest } from "./key-request.js";
import type { KeyRequest } from "./key-request.js";
import { readNodeRequest } from "./node-request.js";
import type { Frame } from "./resolver.js";

const known = new WeakMap<Context, Map<TSESTree.CallExpression, Map<Frame | null, KeyRequest | undefined>>>();

/** The request to a key URL that a call makes, whatever its method. Writes and reads ask the same question. */
export function keyRequestAt(context: Context, call: TSESTree.CallExpression, frame: Frame | null): KeyRequest | undefined {
  const ofContext = entryOf(known, context, () => new Map<TSESTree.CallExpression, Map<Frame | null, KeyRequest | undefined>>());
  const ofCall = entryOf(ofContext, call, () => new Map<Frame | null, KeyRequest | undefined>());
  if (ofCall.has(frame)) return ofCall.get(frame);
  const request = readNodeRequest(context, call, frame) ?? readClientRequest(context, call, frame);
  ofCall.set(frame, request);
  return request;
}

function readClientRequest(context: Context, call: TSESTree.CallExpression, frame: Frame | null): KeyRequest | undefined {
  const http = readHttpCall(context, call, frame);
  return http === undefined ? undefined : readKeyRequest(context, http);
}

function entryOf<K, V>(map: { get(key: K): V | undefined; set(key: K, value: V): unknown }, key: K, create: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const created = create();
  map.set(key, created);
  return created;
}
