import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { sdkPath } from "../../kv/evidence/callees.js";
import { placeOf } from "../../kv/place.js";
import { Unsafe } from "../unsafe.js";

/** @throws {Unsafe} that says which client it is of which nothing tells what it makes of an answer */
export function refuseUnseenClient(context: Context, call: TSESTree.CallExpression): never {
  const client = `\`${context.index.textOf(call.callee)}\` (${placeOf(context, call, call)})`;
  if (sdkPath(context, { node: call.callee, callContext: null }) !== undefined)
    throw new Unsafe(
      `the SDK's own ${client} parses an answer by its content type`,
      "read with the SDK's `storage.kvs.keys.retrieve`, or decode what it gives with `decodeEnvelope`",
    );
  throw new Unsafe(
    `what ${client} makes of an answer or a missing key is not seen here`,
    "decode the body with `decodeEnvelope`",
  );
}
