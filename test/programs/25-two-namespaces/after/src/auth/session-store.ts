import { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";
import { sessions } from "../kv/namespaces.js";

export interface Session {
  user: string;
  roles: string[];
}

const lifetimes = { short: 900, long: 14 * 86400 };

export async function open(id: string, session: Session, stay: boolean): Promise<void> {
  await sessions.write(
    id,
    encodeEnvelope(session, {
      ttlSeconds: stay ? lifetimes.long : lifetimes.short,
      metadata: { stay },
    }),
  );
}

export async function find(id: string): Promise<Session | undefined> {
  const text = await sessions.read(id)
    .then((raw) => unwrapText(raw, { as: "payload", legacy: true, missing: undefined }));
  if (text === undefined) return undefined;
  return (JSON.parse(text) as { value: Session }).value;
}

export const close = (id: string) => sessions.remove(id);
