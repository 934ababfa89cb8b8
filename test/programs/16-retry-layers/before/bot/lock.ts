import { recall, remember } from "../api/storage";

/** Best effort: two bots that ask in the same moment both get it. */
export async function tryLock(name: string, owner: string): Promise<boolean> {
  const current = await holder(name);
  if (current !== null && current !== owner) return false;
  await remember(`lock/${name}`, owner, { seconds: 30 });
  return true;
}

export async function holder(name: string): Promise<string | null> {
  const response = await recall(`lock/${name}`);
  return response.ok ? JSON.parse(await response.text()).value : null;
}
