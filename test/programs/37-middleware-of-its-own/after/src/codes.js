import { encodeEnvelope } from "@kv-envelope/runtime";
import { call, strictly } from "./client.js";

export async function issue(phone, code) {
  await call({
    key: `code/${phone}`,
    init: { method: "PUT", body: encodeEnvelope(code, { ttlSeconds: 300 }) },
  });
}

export async function check(phone, code) {
  const context = { key: `code/${phone}`, init: {} };
  await call(context);
  if (context.response.status === 404) return "expired";
  const { value } = await context.response.json();
  return value === code ? "ok" : "wrong";
}

export async function block(phone, reason) {
  const init = { method: "PUT", body: encodeEnvelope(reason, { ttlSeconds: 60 }) };
  await strictly({ key: `block/${phone}`, init });
}

export async function blockedFor(phone) {
  const context = { key: `block/${phone}`, init: {} };
  await strictly(context);
  return context.response.ok ? (await context.response.json()).value : null;
}
