import { decode, encode } from "../codec/entry.js";
import { get, put } from "../kv/kv.js";
import { lifetimes } from "./lifetimes.js";
import { render } from "./render.js";

export interface Draft {
  title: string;
  body: string;
}

export const save = (id: string, draft: Draft): Promise<void> => put(`draft/${id}`, encode(draft, lifetimes.draft));

export const load = async (id: string): Promise<Draft | null> => decode<Draft>(await get(`draft/${id}`));

export async function page(id: string): Promise<string> {
  const text = await get(`draft/${id}`);
  return text === null ? "# Nothing here" : render(text);
}

export const lock = (id: string, by: string): Promise<void> => put(`lock/${id}`, encode(by, lifetimes.lock));

export const lockedBy = async (id: string): Promise<string | null> => decode<string>(await get(`lock/${id}`));
