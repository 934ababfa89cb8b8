import type { KvNamespace } from "@telnyx/edge-runtime";
import { encodeEnvelope, unwrapJsonText } from "@kv-envelope/runtime";

interface Challenge {
  a: number;
  b: number;
}

const ttl = 90;

export async function openChallenge(kv: KvNamespace, user: string): Promise<string> {
  const challenge: Challenge = { a: user.length, b: 7 };
  await kv.put(`challenge/${user}`, encodeEnvelope(JSON.stringify(challenge), { ttlSeconds: ttl }));
  return `${challenge.a} + ${challenge.b}`;
}

export async function solveChallenge(kv: KvNamespace, user: string, answer: number): Promise<boolean> {
  const open = await kv.get(`challenge/${user}`).then((raw) => unwrapJsonText<Challenge>(raw));
  if (!open) return false;
  await kv.delete(`challenge/${user}`);
  return open.a + open.b === answer;
}
