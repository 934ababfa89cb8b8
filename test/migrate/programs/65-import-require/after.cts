// @ts-nocheck: the tests check programs as ES modules

import type { BinaryLike } from "node:crypto";
import crypto = require("node:crypto");
import kvEnvelopeForKv = require("@kv-envelope/runtime");

/** The postal kind: its name is taken. */
const kvEnvelope = "C5";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const digest = (of: BinaryLike) => crypto.createHash("sha1").update(of).digest("hex").slice(0, 4);

async function save(name: string, text: string): Promise<string> {
  const key = `${kvEnvelope}-${digest(name)}`;
  await fetch(url(key), { method: "PUT", headers, body: kvEnvelopeForKv.encodeEnvelope(text, {
    ttlSeconds: 60,
  }) });
  return key;
}

async function load(key: string): Promise<string | undefined> {
  const res = await fetch(url(key), { headers })
    .then((response) => kvEnvelopeForKv.unwrapResponse(response, { as: "payload", legacy: true }));
  return res.ok ? ((await res.json()) as { value: string }).value : undefined;
}

export = { save, load };
