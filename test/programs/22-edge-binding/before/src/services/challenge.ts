import type { KvNamespace } from "@telnyx/edge-runtime";

interface Challenge {
  a: number;
  b: number;
}

const ttl = 90;

export async function openChallenge(kv: KvNamespace, user: string): Promise<string> {
  const challenge: Challenge = { a: user.length, b: 7 };
  await kv.put(`challenge/${user}`, JSON.stringify(challenge), {
    expirationTtl: ttl,
  });
  return `${challenge.a} + ${challenge.b}`;
}

export async function solveChallenge(kv: KvNamespace, user: string, answer: number): Promise<boolean> {
  const open = await kv.get<Challenge>(`challenge/${user}`, { type: "json" });
  if (!open) return false;
  await kv.delete(`challenge/${user}`);
  return open.a + open.b === answer;
}
