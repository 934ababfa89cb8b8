import "./globals";
import { createHash } from "node:crypto";

// our own
import { times } from "./times";
import type { BinaryLike } from "node:crypto";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;

export const save = (name: BinaryLike, value: string) =>
  fetch(url(createHash("sha1").update(name).digest("hex")), {
    method: "PUT",
    body: JSON.stringify({ value, expiration_ttl: times.seconds }),
  });
