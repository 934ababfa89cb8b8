import { env } from "@telnyx/edge-runtime";
import { encodeEnvelope, unwrapJsonText, unwrapText } from "@kv-envelope/runtime";

interface Point {
  x: number;
}

export async function save(key: string, point: Point) {
  await env.CODES.put(`wrapped/${key}`, encodeEnvelope(point, { ttlSeconds: 60 }));
  await env.CODES.put("whole/" + key, encodeEnvelope(JSON.stringify(point), { ttlSeconds: 60 }));
  await env.CODES.put("text/" + key, encodeEnvelope("here", { metadata: { key }, ttlSeconds: 60 }));
}

export async function wrapped(key: string) {
  const entry = await env.CODES.get(`wrapped/${key}`)
    .then((raw) => unwrapJsonText<{ value: Point }>(raw, { as: "payload", legacy: true }));
  return entry?.value.x;
}

export async function whole(key: string) {
  const text = await env.CODES.get("whole/" + key).then(unwrapText);
  return text === null ? "nowhere" : (JSON.parse(text) as Point).x;
}

export const text = (key: string) => env.CODES.get("text/" + key).then(unwrapText);
