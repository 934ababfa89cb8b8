import { env } from "@telnyx/edge-runtime";

interface Point {
  x: number;
}

export async function save(key: string, point: Point) {
  await env.CODES.put(`wrapped/${key}`, JSON.stringify({ value: point, expirationTtl: 60 }));
  await env.CODES.put("whole/" + key, JSON.stringify(point), { expirationTtl: 60, });
  await env.CODES.put("text/" + key, "here", { metadata: { key }, expirationTtl: 60 });
}

export async function wrapped(key: string) {
  const entry = await env.CODES.get<{ value: Point }>(`wrapped/${key}`, { type: "json" });
  return entry?.value.x;
}

export async function whole(key: string) {
  const text = await env.CODES.get("whole/" + key);
  return text === null ? "nowhere" : (JSON.parse(text) as Point).x;
}

export const text = (key: string) => env.CODES.get("text/" + key);
