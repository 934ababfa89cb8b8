import { limits } from "@config";
import type { Entry } from "@core/storage/types";
import { getEntry, keyFor, removeEntry, writeEntry } from "@core";
// accounts needs us for lockouts; nothing of it runs at load time, so the circle is fine
import { isLocked } from "./accounts";

interface ResetLink {
  token: string;
  requestedAt: string;
}

const linkKey = (address: string) => keyFor("reset", address);

export async function requestResetLink(address: string, token: string): Promise<boolean> {
  if (await isLocked(address)) return false;
  const link: ResetLink = { token, requestedAt: new Date().toISOString() };
  await writeEntry<ResetLink>(linkKey(address), { value: link, expiration_ttl: limits.resetLink });
  return true;
}

export async function redeemResetLink(address: string, token: string): Promise<string> {
  const found: Entry<ResetLink> | undefined = await getEntry<ResetLink>(linkKey(address));
  if (!found) return "no such link";
  const { value: link } = found;
  if (link.token !== token) return "wrong token";
  await removeEntry(linkKey(address));
  return link.requestedAt;
}

export async function revokeResetLink(address: string): Promise<void> {
  await removeEntry(linkKey(address));
}
