import { encodeEnvelope } from "@kv-envelope/runtime";
import { codeKey, createMemo, kvDelete, kvPut } from "../lib";
import { readValue } from "./stored";

const CODE_TTL = 300;

// A caller who presses "send again" twice a second must not get two texts.
const justSent = createMemo<true>();

export async function issueCode(phone: string, code: string): Promise<boolean> {
  if (justSent.get(phone)) return false;
  justSent.put(phone, true, { ttl: 2 });
  await kvPut(
    codeKey(phone),
    encodeEnvelope({ code, attempts: 3 }, {
      // five minutes, as the text message says
      ttlSeconds: CODE_TTL,
    }),
  );
  return true;
}

export async function checkCode(phone: string, code: string): Promise<"ok" | "wrong" | "gone"> {
  const issued = await readValue<{ code: string; attempts: number }>(codeKey(phone));
  if (issued === null) return "gone";
  if (issued.code !== code) return "wrong";
  await kvDelete(codeKey(phone));
  return "ok";
}
