import * as kv from "./kv";

export interface Draft {
  to: string;
  subject: string;
  text: string;
}

const KEEP = 14 * 24 * 3600;
const key = (author: string) => `draft/${author}` as const;

export const saveDraft = (author: string, draft: Draft) =>
  kv.save<Draft>(key(author), { value: draft, expiration_ttl: KEEP });

export async function draftOf(author: string): Promise<Draft | undefined> {
  const response = await kv.open(key(author));
  if (response.status === 404) return undefined;
  const { value } = await response.json<kv.Stored<Draft>>();
  return value;
}

export const discardDraft = async (author: string) => void (await kv.discard(key(author)));
