import { encodeEnvelope } from "@kv-envelope/runtime";
import { config, kvDelete, kvPut, sessionKey } from "../lib";
import { readValue } from "./stored";

export interface Session {
  userId: string;
  roles: string[];
}

export async function startSession(token: string, session: Session, rememberMe = false): Promise<void> {
  const ttl = rememberMe ? 30 * 24 * 60 * 60 : config.sessionTtlSeconds;
  await kvPut(sessionKey(token), encodeEnvelope(session, { ttlSeconds: ttl }));
}

export const findSession = (token: string) => readValue<Session>(sessionKey(token));

export const endSession = (token: string) => kvDelete(sessionKey(token));
