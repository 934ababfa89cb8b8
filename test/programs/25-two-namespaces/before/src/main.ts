import * as sessionStore from "./auth/session-store.js";
import { decide } from "./flags/decide.js";

export { exportFlag, loadFlag, saveFlag } from "./flags/flag-store.js";

export async function signIn(id: string, user: string, roles: string[], stay = false): Promise<void> {
  await sessionStore.open(id, { user, roles }, stay);
}

export const userOf = async (id: string): Promise<string | null> => (await sessionStore.find(id))?.user ?? null;

export async function enabled(sessionId: string, flag: string): Promise<boolean | "signed out"> {
  const session = await sessionStore.find(sessionId);
  return session ? decide(flag, session) : "signed out";
}

export const signOut = (id: string) => sessionStore.close(id);
