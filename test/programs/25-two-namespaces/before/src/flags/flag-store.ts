import { flags } from "../kv/namespaces.js";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What product managers write in the console: their own document, kept as it is. */
export interface FlagDocument {
  metadata: { owner: string; ticket?: string };
  [field: string]: Json | undefined | { owner: string; ticket?: string };
}

export async function saveFlag(name: string, document: FlagDocument): Promise<void> {
  await flags.write(`flag/${name}`, JSON.stringify(document));
}

export async function loadFlag(name: string): Promise<FlagDocument | null> {
  const text = await flags.read(`flag/${name}`);
  return text === undefined ? null : (JSON.parse(text) as FlagDocument);
}

/** The text as it lies there, for the console's "export" button. */
export const exportFlag = (name: string) => flags.read(`flag/${name}`);
