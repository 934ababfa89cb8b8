// Reminders that nobody needs any longer go by themselves.
import "./globals";
import { encodeEnvelope } from "@kv-envelope/runtime";
// Seconds, not minutes.
import { times } from "./times";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;

export const remind = (id: string, text: string) =>
  fetch(url(id), {
    method: "PUT",
    body: encodeEnvelope(text, { ttlSeconds: times.seconds }),
  });
