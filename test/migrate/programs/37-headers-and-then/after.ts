#!/usr/bin/env node
// @ts-check
'use strict';
/* eslint-disable no-console */
import {
  createHash, // for keys
  type BinaryLike,
} from "node:crypto";
import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";
import type { IncomingHttpHeaders } from "node:http";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers: IncomingHttpHeaders = { authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const keyOf = (input: BinaryLike) => createHash("sha1").update(input).digest("hex").slice(0, 8);

export async function put(input: string, body: string): Promise<void> {
  const init = { method: "PUT", headers: headers as Record<string, string>, body: encodeEnvelope(body, { ttlSeconds: 60 }) };
  await fetch(url(keyOf(input)), init);
}

export const get = (input: string): Promise<string | null> =>
  fetch(url(keyOf(input)), { headers: headers as Record<string, string> })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }))
    .then((res) => (res.status === 404 ? null : res.text()))
    .then((text) => (text === null ? null : JSON.parse(text)))
    .then((entry) => entry && entry.value);
