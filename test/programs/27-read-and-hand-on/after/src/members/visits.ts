import { encodeEnvelope } from "@kv-envelope/runtime";
import { pluck } from "../lib/pluck.js";
import { kvGet, kvPut } from "../store/kv.js";

const visitKey = (member: string) => `visit/${member}`;

const deskOf = (text: string): string => pluck(JSON.parse(text) as { value: string }, "value");

export const checkIn = (member: string, desk: string): Promise<void> =>
  kvPut(visitKey(member), encodeEnvelope(desk, { ttlSeconds: 3600 }));

export async function deskFor(member: string): Promise<string | undefined> {
  const text = await kvGet(visitKey(member));
  return text === null ? undefined : deskOf(text);
}

/** Desks of those who are in, in the order that was asked for. */
export async function desks(members: readonly string[]): Promise<string[]> {
  const texts = await Promise.all(members.map(visitKey).map(kvGet));
  return texts.flatMap((text) => (text === null ? [] : [deskOf(text)]));
}

export async function tolerantDesks(members: readonly string[]): Promise<string[]> {
  const answers = await Promise.allSettled(members.map((member) => kvGet(visitKey(member))));
  return answers.map((answer) => {
    if (answer.status === "rejected") return "?";
    return answer.value === null ? "-" : (JSON.parse(answer.value) as { value: string }).value;
  });
}
