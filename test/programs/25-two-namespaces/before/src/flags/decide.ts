import type { Session } from "../auth/session-store.js";
import { loadFlag } from "./flag-store.js";

export async function decide(name: string, session: Session): Promise<boolean> {
  const flag = await loadFlag(name);
  if (!flag) return false;
  const { roles } = flag;
  return Array.isArray(roles) ? roles.some((role) => session.roles.includes(String(role))) : flag.value === true;
}
