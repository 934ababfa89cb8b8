import Telnyx from "telnyx";
import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const telnyx = new Telnyx();
const NS = { id: process.env.KV_NAMESPACE_ID ?? "" };

/** Names are as the REST API had them. */
export async function save(key: string, report: object) {
  const options = { ...NS };
  await telnyx.storage.kvs.keys.update(key, encodeEnvelope(report, { ttlSeconds: 60 * 60, metadata: { kind: "report" } }), options);
}

export async function load(key: string): Promise<object | undefined> {
  const response = await telnyx.storage.kvs.keys.retrieve(key, NS).then((storedResponse) => unwrapResponse(storedResponse, { as: "payload", legacy: true, client: "telnyx", errorClass: Telnyx.APIError })).catch((error: unknown) => {
    if (error instanceof Telnyx.APIError && error.status === 404) return undefined;
    throw error;
  });
  if (!response) return undefined;
  const { value } = await response.json();
  return value;
}
