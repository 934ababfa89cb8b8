import { encodeEnvelope } from "@kv-envelope/runtime";

interface Body {
  value: string;
  expiration?: number;
  metadata?: object;
}
interface Fixed {
  value: string;
  expiration: number;
}

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const send = (key: string, body: string) => fetch(url(key), { method: "PUT", body }).then((res) => res.status);

export async function assigned(value: string, end: Date) {
  const body: Body = { value };
  body.expiration = Math.floor(end.getTime() / 1000);
  return send("assigned", encodeEnvelope(body.value, { expiresAtMs: body.expiration * 1000 }));
}

export async function inBranch(value: string, end?: Date) {
  const body: Body = { value };
  if (end) {
    body.expiration = Math.floor(end.getTime() / 1000);
  }
  return send("branch", encodeEnvelope(body.value, {
    expiresAtMs: body.expiration == null ? undefined : body.expiration * 1000,
  }));
}

export async function takenBack(value: string, end: Date, forGood: boolean) {
  const body: Body = { value };
  body.expiration = Math.floor(end.getTime() / 1000);
  if (forGood) delete body.expiration;
  return send("taken", encodeEnvelope(body.value, {
    expiresAtMs: body.expiration == null ? undefined : body.expiration * 1000,
  }));
}

export async function annotated(value: string, end: Date) {
  const body: Body = { value, expiration: Math.floor(end.getTime() / 1000) };
  return send("annotated", encodeEnvelope(body.value, {
    expiresAtMs: body.expiration == null ? undefined : body.expiration * 1000,
  }));
}

export async function literal(value: string, end: Date) {
  return send("literal", encodeEnvelope(value, {
    expiresAtMs: Math.floor(end.getTime() / 1000) * 1000,
  }));
}

export async function declared(body: Fixed) {
  return send("declared", encodeEnvelope(body.value, { expiresAtMs: body.expiration * 1000 }));
}

export async function loose(value: string, end: Date) {
  const body: Record<string, unknown> = { value };
  body.expiration = Math.floor(end.getTime() / 1000);
  return send("loose", encodeEnvelope(body.value, {
    expiresAtMs: (body.expiration as number) * 1000,
  }));
}
